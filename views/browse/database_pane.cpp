#include "views/browse/database_pane.h"

#include "models/browse/database_facts.h"
#include "models/text/quantities.h"
#include "views/browse/facts_pane.h"
#include "views/browse/sizes_pane.h"
#include "views/common/grid/data_grid.h"
#include "views/common/widgets/style.h"

#include <QAction>
#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>

namespace strandline::browse {

using session::MaintenanceTask;

DatabasePane::DatabasePane(const shell::PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_reading(new task::TaskRunner(context.session->tasks(), this)),
      m_maintaining(new task::TaskRunner(context.session->tasks(), this)),
      m_facts(new FactsPane(tr("The database"), false, context.theme)),
      m_sizes(new SizesPane(context.session, context.theme)), m_remark(widgets::label({}, "secondary"))
{
    auto *column = widgets::flatColumn(this);
    column->addWidget(makeCommands());
    auto *split = new QSplitter(Qt::Vertical);
    m_facts->setObjectName("databaseFacts");
    m_sizes->setObjectName("databaseSizes");
    split->addWidget(m_facts);
    split->addWidget(m_sizes);
    split->setChildrenCollapsible(false);
    split->setSizes({350, 400}); // the facts without scrolling
    split->setStretchFactor(1, 1);
    column->addWidget(split, 1);
    connect(m_sizes, &SizesPane::tableWanted, this, &DatabasePane::tableWanted);
    connect(m_maintaining, &task::TaskRunner::runningChanged, this, &DatabasePane::refreshCommands);
    for (task::TaskRunner *runner : {m_reading, m_maintaining}) {
        connect(runner, &task::TaskRunner::failed, this,
                [this](const core::Error &error) { m_context.notify(message::failure(error)); });
    }
    connect(context.session, &session::DatabaseSession::pointChanged, this, &DatabasePane::refreshCommands);
    connect(context.session, &session::DatabaseSession::stateChanged, this, &DatabasePane::refreshCommands);
    refreshCommands();
}

QWidget *DatabasePane::makeCommands()
{
    struct Command
    {
        MaintenanceTask task;
        QString id;
        QString text;
        QString title; // while it runs
        QString tip;
    };
    const Command commands[] = {
        {MaintenanceTask::IntegrityCheck, "browse.integrityCheck", tr("Check integrity"),
         tr("Checking the integrity of %1"), tr("Looks for damage, and for rows whose parents are missing")},
        {MaintenanceTask::Analyze, "browse.analyze", tr("Analyze"), tr("Analyzing %1"),
         tr("Gathers the statistics that the query planner decides by")},
        {MaintenanceTask::Reindex, "browse.reindex", tr("Reindex"), tr("Building the indexes of %1 anew"),
         tr("Builds every index anew from its table")},
        {MaintenanceTask::Checkpoint, "browse.checkpoint", tr("Checkpoint"), tr("Checkpoint of %1"),
         tr("Moves all commits from the WAL into the database's file")},
        {MaintenanceTask::Vacuum, "browse.vacuum", tr("Vacuum"), tr("Vacuum of %1"),
         tr("Builds the file anew without free pages")},
    };
    auto *box = new QWidget;
    auto *row = new QBoxLayout(QBoxLayout::LeftToRight, box);
    row->setContentsMargins(theme::space4, 0, theme::space3, theme::space2);
    row->setSpacing(theme::space2);
    for (const Command &command : commands) {
        auto *action = new QAction(command.text, this);
        action->setToolTip(command.tip);
        m_context.shortcuts->bind(action, command.id);
        addAction(action);
        m_commands.push_back(action);
        connect(action, &QAction::triggered, this,
                [this, task = command.task, title = command.title, name = command.text] {
                    run(task, title, name);
                });
        auto *button = widgets::button(command.text);
        button->setObjectName(command.id);
        button->setToolTip(command.tip);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, button,
                [action, button] { button->setEnabled(action->isEnabled()); });
        row->addWidget(button);
    }
    row->addWidget(m_remark, 1);
    return box;
}

void DatabasePane::refreshCommands()
{
    const session::DatabaseSession *session = m_context.session;
    const bool free = session->database() && !m_maintaining->running() && !session->point();
    for (std::size_t i = 0; i < m_commands.size(); ++i) {
        m_commands[i]->setEnabled(free && (i == 0 || !session->readOnly()));
    }
    m_remark->setText(session->point()      ? tr("Upkeep concerns the database of now.")
                      : session->readOnly() ? tr("The database is open for reading only.")
                                            : QString());
}

void DatabasePane::run(MaintenanceTask task, const QString &title, const QString &name)
{
    m_maintaining->run(
        title.arg(m_context.session->name()),
        [database = m_context.session->database(), task](const core::JobContext &job) {
            return session::maintain(*database, task, job);
        },
        [this, name](const session::MaintenanceReport &report) { finished(name, report); });
}

void DatabasePane::finished(const QString &name, const session::MaintenanceReport &report)
{
    QStringList lines;
    for (const std::string &line : report.messages) {
        lines << QString::fromStdString(line);
    }
    const auto took = std::chrono::microseconds(static_cast<std::int64_t>(report.seconds * 1e6));
    const QString first = lines.isEmpty() ? QString() : lines.first();
    const QString more = lines.size() > 1
                             ? tr(" And %n more finding(s).", nullptr, static_cast<int>(lines.size()) - 1)
                             : QString();
    message::Message message;
    message.kind = report.ok ? message::Kind::Success : message::Kind::Warning;
    message.text = tr("%1: %2 (%3)").arg(name, first + more, text::duration(took));
    message.details = lines.join("\n");
    m_context.notify(message);
    show(m_structure);
    m_sizes->show({});
}

void DatabasePane::show(const schema::StructurePtr &structure)
{
    const bool another = !m_structure || !structure || m_structure->scn != structure->scn;
    m_structure = structure;
    if (!structure || !m_context.session->database()) {
        m_facts->show({}, {});
        m_sizes->clear();
        return;
    }
    if (another) {
        m_sizes->show({});
    }
    m_reading->run(
        {},
        [database = m_context.session->database(), scn = structure->scn](const core::JobContext &) {
            return loadDatabase(*database, scn);
        },
        [this, structure](const DatabaseState &state) {
            m_facts->show(databaseFacts(state, structure->shown(), m_context.session->path()), {});
        });
}

} // namespace strandline::browse
