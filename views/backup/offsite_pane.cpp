#include "views/backup/offsite_pane.h"

#include "models/text/quantities.h"
#include "views/backup/destination_form.h"
#include "views/backup/key_field.h"
#include "views/common/grid/row_list.h"
#include "views/common/widgets/flow_layout.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QItemSelectionModel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>

namespace strandline::backup {

namespace {

constexpr int listWidth = 300;
constexpr int barSteps = 1000;

QLabel *paragraph(const char *name, const char *role = nullptr)
{
    QLabel *words = widgets::label({}, role);
    words->setObjectName(name);
    words->setWordWrap(true);
    return words;
}

QString seconds(double value)
{
    return text::duration(std::chrono::microseconds(static_cast<std::int64_t>(value * 1e6)));
}

} // namespace

OffsitePane::OffsitePane(const PaneContext &context)
    : m_context(context), m_places(new OffsitePlaces(context.page.session, context.keychain, this)),
      m_work(new OffsiteWork(context.page.session, context.keychain, this)), m_model(new PlacesModel(this)),
      m_copies(new CopiesModel(this)),
      m_list(new grid::RowList("offsiteList", tr("Destinations for copies"), context.page.theme)),
      m_add(widgets::button(tr("Add…"))), m_edit(widgets::button(tr("Change…"))),
      m_forget(widgets::button(tr("Forget"))), m_stack(new QStackedWidget),
      m_form(new DestinationForm(context, m_places, m_work)), m_title(paragraph("offsiteTitle")),
      m_state(paragraph("offsiteState")), m_standby(paragraph("offsiteStandby")), m_copy(widgets::button({})),
      m_fetch(widgets::button({})), m_verify(widgets::button(tr("Verify there"))),
      m_delete(widgets::button(tr("Delete there…"))), m_drill(widgets::button(tr("Restore drill"))),
      m_key(new KeyField("offsiteKey", tr("Key of the backups"))), m_bar(new QProgressBar),
      m_progress(widgets::label({}, "secondary")), m_cancel(widgets::button(tr("Cancel"))),
      m_questionText(paragraph("offsiteQuestion", "warning")), m_yes(widgets::button({})),
      m_result(paragraph("offsiteResult")),
      m_sets(new grid::RowList("offsiteSets", tr("Backups, here and there"), context.page.theme))
{
    setAccessibleName(tr("Copies elsewhere"));
    auto *row = widgets::flatRow(this);
    row->addWidget(makeList());
    m_placePage = makePlace();
    auto *formPage = new QWidget;
    auto *formRow = widgets::flatRow(formPage);
    formRow->addWidget(m_form, 1);
    formRow->addStretch();
    m_stack->addWidget(m_placePage);
    m_stack->addWidget(formPage);
    row->addWidget(m_stack, 1);
    setFocusProxy(m_list);
    connect(m_places, &OffsitePlaces::changed, this, &OffsitePane::showPlaces);
    connect(m_places, &OffsitePlaces::failed, this,
            [this](const core::Error &error) { m_context.page.notify(message::failure(error)); });
    connect(m_places, &OffsitePlaces::saved, this, [this](const QString &name) { m_shown = name; });
    // Somebody's service is not asked again for nothing: the catalogue is read every half minute.
    connect(context.catalogue, &BackupCatalogue::changed, this, [this] {
        if (setsHere() != m_readFor) {
            readPlaces();
        }
    });
    connect(m_form, &DestinationForm::done, this, [this] {
        m_stack->setCurrentWidget(m_placePage);
        m_list->setFocus();
    });
    connectWork();
    readPlaces();
    showPlaces();
}

QWidget *OffsitePane::makeList()
{
    auto *box = new QWidget;
    box->setFixedWidth(listWidth);
    auto *column = widgets::flatColumn(box);
    m_list->setModel(m_model);
    m_list->keepFitted(listWidth / 2);
    column->addWidget(m_list, 1);
    auto *row = widgets::flatRow();
    row->setContentsMargins(theme::space2, theme::space2, theme::space2, theme::space2);
    row->setSpacing(theme::space2);
    m_add->setObjectName("offsiteAdd");
    m_edit->setObjectName("offsiteEdit");
    m_forget->setObjectName("offsiteForget");
    row->addWidget(m_add);
    row->addWidget(m_edit);
    row->addWidget(m_forget);
    row->addStretch();
    column->addLayout(row);
    connect(m_add, &QPushButton::clicked, this, [this] { edit(true); });
    connect(m_edit, &QPushButton::clicked, this, [this] { edit(false); });
    connect(m_forget, &QPushButton::clicked, this, [this] {
        if (const Place *place = chosen()) {
            const QString name = QString::fromStdString(place->destination.name);
            m_places->forget(name);
            m_context.page.notify({message::Kind::Success,
                                   tr("%1 is forgotten. The copies there stay there.").arg(name),
                                   {},
                                   {}});
        }
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &now) {
                m_shown = now.data(PlacesModel::NameRole).toString();
                m_result->hide();
                m_question->hide();
                showPlace();
            });
    return box;
}

QWidget *OffsitePane::makePlace()
{
    auto *box = new QWidget;
    auto *column = widgets::flatColumn(box);
    auto *top = widgets::flatColumn();
    top->setContentsMargins(theme::space4, theme::space3, theme::space4, theme::space3);
    top->setSpacing(theme::space2);
    m_title->setFont(theme::Theme::heading());
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_title, m_state, m_standby, makeActions(), makeDrill(),
                                          makeRunning(), makeQuestion(), m_result}) {
        top->addWidget(part);
    }
    m_result->hide();
    column->addLayout(top);
    m_sets->setModel(m_copies);
    m_sets->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_sets->keepFitted();
    column->addWidget(m_sets, 1);
    connect(m_sets->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &OffsitePane::refreshActions);
    return box;
}

QWidget *OffsitePane::makeActions()
{
    auto *box = new QWidget;
    auto *flow = new widgets::FlowLayout(box);
    flow->setContentsMargins(0, 0, 0, 0);
    flow->setSpacing(theme::space2);
    const std::pair<QPushButton *, const char *> buttons[] = {{m_copy, "offsiteCopy"},
                                                              {m_fetch, "offsiteFetch"},
                                                              {m_verify, "offsiteVerify"},
                                                              {m_drill, "offsiteDrill"},
                                                              {m_delete, "offsiteDelete"}};
    for (const auto &[button, name] : buttons) {
        button->setObjectName(name);
        flow->addWidget(button);
    }
    m_drill->setToolTip(
        tr("Fetches what the newest state takes, restores it in a folder of its own, checks it, and "
           "deletes it: how long a recovery takes, and what it would lose."));
    connect(m_copy, &QPushButton::clicked, this, [this] {
        if (const Place *place = chosen()) {
            m_work->copy(place->destination, storeHere(), picked(false));
        }
    });
    connect(m_fetch, &QPushButton::clicked, this, [this] {
        if (const Place *place = chosen()) {
            m_work->fetch(place->destination, storeHere(), picked(true));
        }
    });
    connect(m_verify, &QPushButton::clicked, this, [this] {
        if (const Place *place = chosen()) {
            m_work->verify(place->destination, picked(true));
        }
    });
    connect(m_drill, &QPushButton::clicked, this, [this] {
        if (const Place *place = chosen()) {
            m_work->drill(place->destination, m_copies->encrypted() ? m_key->key() : GivenKey());
        }
    });
    connect(m_delete, &QPushButton::clicked, this, &OffsitePane::ask);
    return box;
}

QWidget *OffsitePane::makeDrill()
{
    m_keyRow = new QWidget;
    auto *row = widgets::flatRow(m_keyRow);
    row->setSpacing(theme::space2);
    row->addWidget(widgets::label(tr("Key for the drill"), "secondary"));
    row->addWidget(m_key, 1);
    connect(m_key, &KeyField::changed, this, &OffsitePane::refreshActions);
    return m_keyRow;
}

QWidget *OffsitePane::makeRunning()
{
    m_running = new QWidget;
    auto *row = widgets::flatRow(m_running);
    row->setSpacing(theme::space3);
    auto *left = widgets::flatColumn();
    left->setSpacing(theme::space1);
    m_bar->setObjectName("offsiteBar");
    m_bar->setAccessibleName(tr("Progress of the copy"));
    m_bar->setTextVisible(false);
    m_progress->setObjectName("offsiteProgress");
    left->addWidget(m_bar);
    left->addWidget(m_progress);
    m_cancel->setObjectName("offsiteCancel");
    row->addLayout(left, 1);
    row->addWidget(m_cancel);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_cancel->setEnabled(false);
        m_work->cancel();
    });
    return m_running;
}

// Deleting is asked for twice, in the page itself.
QWidget *OffsitePane::makeQuestion()
{
    m_question = new QWidget;
    auto *row = widgets::flatRow(m_question);
    row->setSpacing(theme::space2);
    m_yes->setObjectName("offsiteDeleteYes");
    auto *no = widgets::button(tr("Keep"));
    no->setObjectName("offsiteDeleteNo");
    row->addWidget(m_questionText, 1);
    row->addWidget(no);
    row->addWidget(m_yes);
    m_question->hide();
    connect(no, &QPushButton::clicked, m_question, &QWidget::hide);
    connect(m_yes, &QPushButton::clicked, this, [this] {
        m_question->hide();
        if (const Place *place = chosen()) {
            m_work->remove(place->destination, picked(true));
        }
    });
    return m_question;
}

void OffsitePane::connectWork()
{
    connect(m_work, &OffsiteWork::runningChanged, this, [this] {
        if (m_work->running()) {
            m_bar->setRange(0, 0);
            m_progress->setText(tr("Starting"));
            m_result->hide();
        }
        refreshActions();
    });
    connect(m_work, &OffsiteWork::progress, this, [this](const core::Progress &progress) {
        m_bar->setRange(0, progress.total == 0 ? 0 : barSteps);
        if (progress.total > 0) {
            m_bar->setValue(static_cast<int>(static_cast<double>(progress.done) /
                                             static_cast<double>(progress.total) * barSteps));
        }
        m_progress->setText(progressText(progress, m_work->runningFor()));
    });
    connect(m_work, &OffsiteWork::copied, this, [this](const offsite::CopyReport &report) {
        QString words = tr("%n backup(s) copied, read back and compared: %1 sent in %2.", nullptr,
                           static_cast<int>(report.copied.size()))
                            .arg(text::bytes(report.sentBytes), seconds(report.seconds));
        if (report.keptBytes > 0) {
            words += ' ' + tr("%1 had arrived before.").arg(text::bytes(report.keptBytes));
        }
        for (const std::string &note : report.notes) {
            words += ' ' + QString::fromStdString(note);
        }
        tell(words, report.notes.empty() ? "result" : "warning");
    });
    connect(m_work, &OffsiteWork::fetched, this, [this](const offsite::FetchReport &report) {
        tell(tr("%n backup(s) fetched into %1: %2 in %3.", nullptr, static_cast<int>(report.fetched.size()))
                 .arg(storeHere(), text::bytes(report.receivedBytes), seconds(report.seconds)),
             "result");
        m_context.catalogue->refresh();
    });
    connect(m_work, &OffsiteWork::verified, this, [this](const offsite::CopyVerification &report) {
        QString words = report.ok() ? tr("Every byte of %n backup(s) there is what was copied.", nullptr,
                                         static_cast<int>(report.checked.size()))
                                    : tr("%n finding(s):", nullptr, static_cast<int>(report.findings.size()));
        for (const offsite::CopyFinding &finding : report.findings) {
            words += '\n' + QString::fromStdString(finding.id + ": " + finding.message);
        }
        tell(words, report.ok() ? "result" : "error");
    });
    connect(m_work, &OffsiteWork::removed, this,
            [this](int copies) { tell(tr("%n copy(s) deleted there.", nullptr, copies), "result"); });
    connect(m_work, &OffsiteWork::drilled, this, &OffsitePane::tellDrill);
    connect(m_work, &OffsiteWork::cancelled, this,
            [this] { tell(tr("Cancelled. What has arrived there counts when you go on."), "secondary"); });
    connect(m_work, &OffsiteWork::failed, this,
            [this](const core::Error &error) { tell(QString::fromStdString(error.message()), "error"); });
    connect(m_work, &OffsiteWork::changed, this, &OffsitePane::readPlaces);
}

QStringList OffsitePane::setsHere() const
{
    QStringList here;
    for (const SetInfo &set : m_context.catalogue->snapshot().sets) {
        const QString id = QString::fromStdString(set.manifest.id);
        if ((set.status == SetStatus::Available || set.status == SetStatus::Obsolete) && !here.contains(id)) {
            here << id;
        }
    }
    return here;
}

void OffsitePane::readPlaces()
{
    m_readFor = setsHere();
    m_places->refresh(m_context.catalogue->snapshot().sets);
}

const Place *OffsitePane::chosen() const
{
    return m_places->find(m_shown);
}

QString OffsitePane::storeHere() const
{
    const Place *place = chosen();
    if (place != nullptr && !place->destination.standbyOf.empty()) {
        return QString::fromStdString(place->destination.standbyOf);
    }
    return m_context.catalogue->usualStore();
}

// The chosen lines that are there, or that are here and not there; none: all of them are meant.
QStringList OffsitePane::picked(bool there) const
{
    QStringList ids;
    for (const QModelIndex &index : m_sets->selectionModel()->selectedRows()) {
        const bool copied = index.data(CopiesModel::ThereRole).toBool();
        if (there ? copied : !copied && index.data(CopiesModel::HereRole).toBool()) {
            ids << index.data(CopiesModel::IdRole).toString();
        }
    }
    return ids;
}

void OffsitePane::answer(const shell::PageState &what)
{
    if (what.contains("destination")) {
        m_shown = what.value("destination").toString();
        showPlaces();
    }
}

void OffsitePane::edit(bool isNew)
{
    const Place *place = isNew ? nullptr : chosen();
    m_form->begin(place != nullptr ? place->destination : offsite::Destination(), place == nullptr);
    m_stack->setCurrentIndex(1);
    m_form->setFocus();
}

void OffsitePane::showPlaces()
{
    m_model->show(m_places->places(), setsHere());
    const int row = std::max(m_model->rowOf(m_shown), m_model->rowCount() > 0 ? 0 : -1);
    if (row >= 0 && m_list->currentIndex().row() != row) {
        m_list->setCurrentIndex(m_model->index(row, 0));
    } else if (row < 0) {
        m_shown.clear();
    }
    m_list->setEmptyText(
        m_model->rowCount() > 0 || !m_places->loaded()
            ? QString()
            : tr("A copy elsewhere survives what happens to this computer: a folder on another "
                 "disk or share, or a bucket of an S3-compatible service."));
    m_list->fitColumns(listWidth / 2);
    showPlace();
}

void OffsitePane::showPlace()
{
    const Place *place = chosen();
    m_edit->setEnabled(place != nullptr);
    m_forget->setEnabled(place != nullptr);
    m_copies->show(m_context.catalogue->snapshot().sets,
                   place != nullptr ? place->copies : std::vector<SetInfo>());
    m_sets->fitColumns();
    m_sets->setEmptyText(m_copies->rowCount() > 0 ? QString()
                                                  : tr("There are no backups of this database yet."));
    if (place == nullptr) {
        m_title->setText(m_places->loaded() ? tr("No copies elsewhere yet")
                                            : tr("Reading the destinations…"));
        m_state->setText(
            tr("What stands on one computer goes with it. Add a destination, and the backups below can be "
               "copied there: as encrypted as they are here, and read back before they count."));
        widgets::setRole(m_state, "secondary");
    } else {
        m_title->setText(QString::fromStdString(place->destination.name + " · " + place->destination.url));
        const int missing = static_cast<int>(m_copies->missingThere().size());
        const bool bad = !place->problem.isEmpty();
        m_state->setText(bad            ? place->problem
                         : !place->read ? tr("Reading what is there…")
                         : missing == 0 ? tr("All backups of this database are there.")
                                        : tr("%n backup(s) are not there yet.", nullptr, missing));
        widgets::setRole(m_state, bad ? "error" : missing > 0 ? "warning" : "result");
    }
    widgets::restyle(m_state);
    m_standby->setVisible(place != nullptr && place->read && place->problem.isEmpty());
    if (place != nullptr) {
        showStandby(*place);
    }
    refreshActions();
}

// Lag, RPO, RTO.
void OffsitePane::showStandby(const Place &place)
{
    QStringList lines;
    if (place.standby) {
        for (const offsite::StandbyDatabase &database : place.standby->databases) {
            const QString to = database.standbyScn ? tr("up to %1, %2")
                                                         .arg(text::scn(database.standbyScn),
                                                              text::time(database.standbyTime, text::now()))
                                                   : tr("nothing can be restored from there");
            const QString lag =
                !database.lag ? tr("how far behind can't be told")
                : database.currentScn <= database.standbyScn
                    ? tr("not behind")
                    : tr("%1 behind the database")
                          .arg(text::duration(std::max(*database.lag, std::chrono::seconds(1))));
            lines << tr("Standby: %1; %2.").arg(to, lag);
        }
        if (place.standby->lastSync) {
            lines << tr("Brought up to date %1.").arg(text::ago(*place.standby->lastSync, text::now()));
        }
    }
    if (!place.drills.empty()) {
        const offsite::Drill &drill = place.drills.front();
        lines << (drill.ok
                      ? tr("Last drill %1: RTO %2, RPO %3.")
                            .arg(text::ago(drill.time, text::now()), seconds(drill.rtoSeconds),
                                 drill.rpo ? text::duration(*drill.rpo) : tr("unknown"))
                      : tr("The last drill failed %1: %2")
                            .arg(text::ago(drill.time, text::now()), QString::fromStdString(drill.detail)));
    } else {
        lines << tr("No drill has tried yet whether a recovery from there works.");
    }
    m_standby->setText(lines.join(' '));
}

void OffsitePane::refreshActions()
{
    const Place *place = chosen();
    const bool running = m_work->running();
    const bool usable = place != nullptr && place->read && place->problem.isEmpty() && !running;
    const int chosenMissing = static_cast<int>(picked(false).size());
    const int missing = chosenMissing > 0 ? chosenMissing : static_cast<int>(m_copies->missingThere().size());
    const int there = static_cast<int>(picked(true).size());
    const bool anyThere = place != nullptr && !place->copies.empty();
    m_copy->setText(missing > 0 ? tr("Copy %n backup(s) there", nullptr, missing) : tr("Copy there"));
    m_fetch->setText(there > 0 ? tr("Fetch %n backup(s)", nullptr, there) : tr("Fetch what is missing here"));
    for (QPushButton *button : {m_copy, m_fetch}) {
        button->setAccessibleName(button->text());
    }
    m_copy->setEnabled(usable && missing > 0);
    m_fetch->setEnabled(usable && anyThere);
    m_verify->setEnabled(usable && anyThere);
    const bool needsKey = m_copies->encrypted();
    m_keyRow->setVisible(anyThere && needsKey);
    m_drill->setEnabled(usable && anyThere && (!needsKey || m_key->given()));
    m_delete->setEnabled(usable && there > 0);
    m_delete->setToolTip(there > 0 ? QString() : tr("Choose copies in the list first."));
    m_running->setVisible(running);
    m_cancel->setEnabled(running);
}

void OffsitePane::ask()
{
    const int there = static_cast<int>(picked(true).size());
    m_questionText->setText(
        tr("This deletes %n copy(s) there. What is here stays; what other copies need there is "
           "not deleted.",
           nullptr, there));
    m_yes->setText(tr("Delete %n copy(s)", nullptr, there));
    m_yes->setAccessibleName(m_yes->text());
    m_question->show();
    m_yes->setFocus();
}

void OffsitePane::tellDrill(const offsite::Drill &drill)
{
    if (!drill.ok) {
        tell(tr("The drill failed: %1").arg(QString::fromStdString(drill.detail)), "error");
        return;
    }
    tell(tr("The drill passed: %1 restored and checked. RTO %2 (%3 of it fetching), RPO %4.")
             .arg(text::bytes(drill.bytes), seconds(drill.rtoSeconds), seconds(drill.fetchSeconds),
                  drill.rpo ? text::duration(*drill.rpo) : tr("unknown")),
         "result");
}

void OffsitePane::tell(const QString &text, const char *role)
{
    m_result->setText(text);
    widgets::setRole(m_result, role);
    widgets::restyle(m_result);
    m_result->show();
}

} // namespace strandline::backup
