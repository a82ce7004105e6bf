#include "views/configuration/configuration_page.h"

#include "models/text/quantities.h"
#include "views/common/grid/row_list.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"

#include <QAction>
#include <QBoxLayout>
#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>

namespace strandline::configuration {

using catalog::ParameterPlace;
using catalog::ParameterValue;
using flashback::ParameterChange;

namespace {

constexpr const char *widthKey = "v1/configuration/splitter";

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

ConfigurationPage::ConfigurationPage(const shell::PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_parameters(new ParametersModel(context.session, this)),
      m_changes(new text::TextRows({tr("When"), tr("SCN"), tr("Parameter"), tr("Change")}, this)),
      m_summary(new widgets::ElidedLabel), m_search(new QLineEdit),
      m_differing(new QCheckBox(tr("Only what differs from the default"))),
      m_table(new grid::RowList("parameterList", tr("Parameters"), context.theme)),
      m_name(widgets::label({})), m_meaning(widgets::label({})), m_facts(widgets::label({}, "secondary")),
      m_set(widgets::button({})),
      m_changeTable(new grid::RowList("parameterChanges", tr("Changes"), context.theme)),
      m_back(widgets::button({}))
{
    setAccessibleName(tr("Configuration"));
    setWindowTitle(tr("Configuration"));
    auto *box = new QWidget;
    box->setObjectName("surface");
    box->setAttribute(Qt::WA_StyledBackground);
    widgets::flatColumn(this)->addWidget(box);
    auto *column = widgets::flatColumn(box);
    column->addWidget(makeHeader());
    column->addWidget(makeFilter());
    auto *split = new QSplitter(Qt::Horizontal);
    m_table->setModel(m_parameters);
    m_table->keepFitted(260);
    split->addWidget(m_table);
    split->addWidget(makeDetail());
    split->setChildrenCollapsible(false);
    split->setStretchFactor(0, 1);
    split->setSizes({730, 350});
    split->restoreState(context.settings->value(widthKey).toByteArray());
    connect(split, &QSplitter::splitterMoved, this,
            [this, split] { m_context.settings->setValue(widthKey, split->saveState()); });
    column->addWidget(split, 1);
    setFocusProxy(m_table);
    auto *reading = new QAction(m_context.theme->icon("refresh"), tr("Read the configuration again"), this);
    m_context.shortcuts->bindToPage(this, reading, "configuration.refresh", {QKeySequence(Qt::Key_F5)});
    connect(reading, &QAction::triggered, m_parameters, &ParametersModel::refresh);
    connect(m_parameters, &ParametersModel::failed, this,
            [this](const core::Error &error) { m_context.notify(message::failure(error)); });
    connect(m_parameters, &QAbstractItemModel::modelReset, this, &ConfigurationPage::refresh);
    connect(m_parameters, &QAbstractItemModel::dataChanged, this, &ConfigurationPage::refresh);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (const ParameterValue *value = chosen()) {
            m_wanted = textOf(value->parameter->name);
        }
        showChosen();
    });
    refresh();
}

QWidget *ConfigurationPage::makeHeader()
{
    auto *header = new QWidget;
    auto *row = widgets::flatRow(header);
    row->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space1);
    row->setSpacing(theme::space2);
    auto *title = widgets::label(tr("Configuration"));
    title->setFont(theme::Theme::title());
    row->addWidget(title);
    m_summary->setObjectName("configurationSummary");
    widgets::setRole(m_summary, "secondary");
    row->addWidget(m_summary, 1);
    return header;
}

QWidget *ConfigurationPage::makeFilter()
{
    auto *line = new QWidget;
    auto *row = widgets::flatRow(line);
    row->setContentsMargins(theme::space4, theme::space1, theme::space3, theme::space2);
    row->setSpacing(theme::space3);
    m_search->setObjectName("parameterSearch");
    m_search->setAccessibleName(tr("Search in names and meanings"));
    m_search->setPlaceholderText(tr("Name or meaning"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(m_context.theme->icon("search"), QLineEdit::LeadingPosition);
    m_differing->setObjectName("parameterDiffers");
    m_differing->setAccessibleName(m_differing->text());
    row->addWidget(m_search, 1);
    row->addWidget(m_differing);
    const auto filter = [this] { m_parameters->setFilter(m_search->text(), m_differing->isChecked()); };
    connect(m_search, &QLineEdit::textChanged, this, filter);
    connect(m_differing, &QCheckBox::toggled, this, filter);
    auto *searching = new QAction(m_context.theme->icon("search"), tr("Search in the configuration"), this);
    m_context.shortcuts->bindToPage(this, searching, "configuration.search", {QKeySequence::Find});
    connect(searching, &QAction::triggered, m_search, qOverload<>(&QWidget::setFocus));
    return line;
}

QWidget *ConfigurationPage::makeDetail()
{
    auto *box = new QWidget;
    auto *column = new QBoxLayout(QBoxLayout::TopToBottom, box);
    column->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space3);
    column->setSpacing(theme::space2);
    m_name->setFont(theme::Theme::heading());
    m_name->setObjectName("parameterName");
    m_name->setProperty("data", true); // the same in every language
    m_meaning->setObjectName("parameterMeaning");
    m_facts->setObjectName("parameterFacts");
    for (QLabel *label : {m_name, m_meaning, m_facts}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        column->addWidget(label);
    }
    m_set->setObjectName("parameterSet");
    auto *setRow = widgets::flatRow();
    setRow->addWidget(m_set);
    setRow->addStretch();
    column->addLayout(setRow);
    column->addSpacing(theme::space2);
    auto *heading = widgets::label(tr("Changes in the file"));
    heading->setFont(theme::Theme::heading());
    column->addWidget(heading);
    m_changeTable->setModel(m_changes);
    m_changeTable->keepFitted(160);
    column->addWidget(m_changeTable, 1);
    m_back->setObjectName("parameterBack");
    auto *backRow = widgets::flatRow();
    backRow->addWidget(m_back);
    backRow->addStretch();
    column->addLayout(backRow);
    connect(m_changeTable->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ConfigurationPage::showChosen);
    connect(m_set, &QPushButton::clicked, this, [this] {
        if (const ParameterValue *value = chosen()) {
            prepare(*value->parameter, value->value);
        }
    });
    connect(m_back, &QPushButton::clicked, this, [this] {
        if (const ParameterChange *change = chosenChange()) {
            prepare(*catalog::findParameter(change->name), change->before);
        }
    });
    return box;
}

const ParameterValue *ConfigurationPage::chosen() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : &m_parameters->at(rows.front().row());
}

const ParameterChange *ConfigurationPage::chosenChange() const
{
    const QModelIndexList rows = m_changeTable->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr
                          : &m_parameters->configuration().changes.at(
                                m_changeRows.at(static_cast<std::size_t>(rows.front().row())));
}

void ConfigurationPage::refresh()
{
    const int all = static_cast<int>(m_parameters->configuration().values.size());
    m_summary->setText(m_parameters->loaded() ? tr("%1, %2").arg(tr("%Ln parameter(s)", nullptr, all),
                                                                 tr("%Ln differ(s) from the default", nullptr,
                                                                    m_parameters->differing()))
                                              : QString());
    m_table->setEmptyText(m_parameters->rowCount() > 0 || !m_parameters->loaded()
                              ? QString()
                              : tr("No parameter has these words."));
    if (chosen() == nullptr && m_parameters->rowCount() > 0) {
        m_table->selectRow(std::max(m_parameters->rowOf(m_wanted.toStdString()), 0));
    }
    showChosen();
}

void ConfigurationPage::showChosen()
{
    const ParameterValue *value = chosen();
    for (QLabel *part : {m_name, m_meaning, m_facts}) {
        part->setVisible(value != nullptr);
    }
    m_set->setVisible(value != nullptr && !value->parameter->fixed);
    showChanges();
    if (value == nullptr) {
        return;
    }
    const catalog::Parameter &parameter = *value->parameter;
    m_name->setText(textOf(parameter.name));
    m_meaning->setText(ParametersModel::meaning(parameter));
    QStringList facts{tr("Value: %1").arg(ParametersModel::valueText(parameter, value->value)),
                      tr("Default: %1").arg(ParametersModel::valueText(parameter, value->standard))};
    if (parameter.place == ParameterPlace::File) {
        facts << tr("Kept in the file: the same for every program.");
    } else {
        facts << tr("Each connection has its own: this is the one of this workbench's connections.");
    }
    if (parameter.needsVacuum) {
        facts << tr("A new value takes effect with the next VACUUM.");
    }
    if (!parameter.values.empty()) {
        QStringList words;
        for (const std::string_view word : parameter.values) {
            words << textOf(word);
        }
        facts << tr("Takes %1.").arg(words.join(", "));
    }
    m_facts->setText(facts.join('\n'));
    m_set->setText(tr("Set %1 in a worksheet…").arg(textOf(parameter.name)));
    const ParameterChange *change = chosenChange();
    m_back->setText(
        change != nullptr
            ? tr("Set %1 back to %2 in a worksheet…").arg(textOf(change->name), textOf(change->before))
            : tr("Set it back in a worksheet…"));
    m_back->setEnabled(change != nullptr);
}

// Of the chosen parameter where it is one of the file, else all.
void ConfigurationPage::showChanges()
{
    const session::Configuration &configuration = m_parameters->configuration();
    const ParameterValue *value = chosen();
    const bool one = value != nullptr && value->parameter->place == ParameterPlace::File;
    std::vector<QStringList> rows;
    m_changeRows.clear();
    for (std::size_t i = 0; i < configuration.changes.size(); ++i) {
        const ParameterChange &change = configuration.changes[i];
        if (!one || change.name == value->parameter->name) {
            rows.push_back({text::time(change.time, text::now()), text::number(change.scn.value),
                            textOf(change.name),
                            tr("%1 → %2").arg(textOf(change.before), textOf(change.after))});
            m_changeRows.push_back(i);
        }
    }
    const bool none = rows.empty();
    m_changeTable->setColumnHidden(2, one); // its name stands above
    m_changes->setRows(std::move(rows));
    m_changeTable->setEmptyText(!none || !m_parameters->loaded() ? QString()
                                : !configuration.knownSince
                                    ? tr("Changes will stand here when the database is recorded.")
                                : one ? tr("Not changed since %1, when the history begins.")
                                            .arg(text::time(*configuration.knownSince, text::now()))
                                      : tr("Nothing was changed since %1, when the history begins.")
                                            .arg(text::time(*configuration.knownSince, text::now())));
}

void ConfigurationPage::prepare(const catalog::Parameter &parameter, const std::string &value)
{
    const QString name = textOf(parameter.name);
    QString sql = QString("PRAGMA %1 = %2;\n").arg(name, textOf(value)); // numbers and bare words
    if (parameter.needsVacuum) {
        sql += "VACUUM;\n";
    }
    m_context.open({"worksheet",
                    {{"sql", sql}, {"title", tr("Set %1").arg(name)}, {"run", false}},
                    shell::OpenRequest::Placement::NewTab});
}

void ConfigurationPage::answer(const shell::PageState &what)
{
    if (what.contains("search")) {
        m_search->setText(what.value("search").toString());
    }
    if (what.contains("differing")) {
        m_differing->setChecked(what.value("differing").toBool());
    }
    if (what.contains("parameter")) {
        m_wanted = what.value("parameter").toString();
        const int row = m_parameters->rowOf(m_wanted.toStdString());
        if (row >= 0) {
            m_table->selectRow(row);
        }
    }
}

shell::PageState ConfigurationPage::state() const
{
    return {{"parameter", m_wanted}, {"search", m_search->text()}, {"differing", m_differing->isChecked()}};
}

} // namespace strandline::configuration
