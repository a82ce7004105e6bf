#include "views/flashback/put_back_panel.h"

#include "models/text/quantities.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"
#include "views/flashback/dry_run_view.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>

namespace strandline::flashback {

namespace {
constexpr int viewRows = 5;
} // namespace

PutBackPanel::PutBackPanel(const shell::PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_flashback(new TableFlashback(context.session, this)),
      m_dryRun(new DryRunModel(this)), m_title(new widgets::ElidedLabel), m_message(widgets::label({})),
      m_view(new DryRunView(m_dryRun, context.theme)), m_triggers(new QCheckBox(tr("Let triggers fire"))),
      m_run(widgets::button(tr("Put back"), "primary")), m_close(widgets::button(tr("Close")))
{
    setObjectName("putBackPanel");
    setAccessibleName(tr("Put a table back"));
    makeControls();
    connect(m_flashback, &TableFlashback::planned, this, &PutBackPanel::planned);
    connect(m_flashback, &TableFlashback::done, this, &PutBackPanel::finished);
    connect(m_flashback, &TableFlashback::runningChanged, this, &PutBackPanel::refresh);
    connect(m_flashback, &TableFlashback::failed, this, [this](const core::Error &error) {
        m_dryRun->clear();
        m_message->setText(QString::fromStdString(error.message()));
        m_ready = false;
        refresh();
    });
    connect(m_run, &QPushButton::clicked, m_flashback, &TableFlashback::run);
    connect(m_close, &QPushButton::clicked, this, &PutBackPanel::close);
    connect(m_triggers, &QCheckBox::toggled, this, [this](bool fire) {
        TableWish wish = m_flashback->wish();
        wish.enableTriggers = fire;
        ask(wish);
    });
    auto *escape = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &PutBackPanel::close);
    hide();
}

void PutBackPanel::makeControls()
{
    auto *column = new QBoxLayout(QBoxLayout::TopToBottom, this);
    column->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space3);
    column->setSpacing(theme::space2);
    m_title->setObjectName("putBackTitle");
    m_title->setFont(theme::Theme::heading());
    column->addWidget(m_title);
    m_message->setObjectName("putBackMessage");
    widgets::setRole(m_message, "error");
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_message);
    m_view->setFixedHeight((viewRows + 1) * theme::rowHeight);
    column->addWidget(m_view);
    auto *row = new QBoxLayout(QBoxLayout::LeftToRight);
    row->setSpacing(theme::space2);
    m_triggers->setObjectName("putBackTriggers");
    m_run->setObjectName("putBackRun");
    m_close->setObjectName("putBackClose");
    row->addWidget(m_triggers);
    row->addStretch();
    row->addWidget(m_close);
    row->addWidget(m_run);
    column->addLayout(row);
}

void PutBackPanel::ask(const TableWish &wish)
{
    const QString scn = text::scn(wish.scn);
    m_title->setFullText(wish.rows.empty()
                             ? tr("Put %1 back to %2").arg(wish.table, scn)
                             : tr("Put the selected rows of %1 back to %2").arg(wish.table, scn));
    const QSignalBlocker quiet(m_triggers);
    m_triggers->setChecked(wish.enableTriggers);
    m_dryRun->clear();
    m_message->clear();
    m_ready = false;
    refresh();
    show();
    m_flashback->plan(wish);
}

void PutBackPanel::planned(const TablePlan &plan)
{
    m_dryRun->show(plan);
    m_ready = !m_dryRun->hasConflict() && plan.rows() > 0;
    refresh();
    (m_ready ? m_run : m_close)->setFocus();
}

void PutBackPanel::finished(const TablePlan &plan)
{
    const TableEffect &table = plan.tables.front();
    message::Message told;
    told.kind = message::Kind::Success;
    told.text = tr("%1 is put back to %2: %Ln row(s) changed.", nullptr, static_cast<int>(table.rows()))
                    .arg(QString::fromStdString(table.table), text::scn(plan.scn));
    if (plan.before && table.rows() > 0) {
        TableWish undo = m_flashback->wish();
        undo.scn = plan.before;
        told.showText = tr("Undo…");
        told.show = [self = QPointer<PutBackPanel>(this), undo] {
            if (self) {
                self->ask(undo);
            }
        };
    }
    m_context.notify(told);
    close();
    emit done();
}

void PutBackPanel::close()
{
    m_flashback->clear();
    hide();
}

void PutBackPanel::refresh()
{
    m_message->setVisible(!m_message->text().isEmpty());
    m_run->setEnabled(m_ready && !m_flashback->running());
    m_triggers->setEnabled(!m_flashback->running());
    m_close->setEnabled(!m_flashback->running());
}

} // namespace strandline::flashback
