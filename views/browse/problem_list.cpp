#include "views/browse/problem_list.h"

#include "models/rows/cell_text.h"
#include "views/common/theme/tokens.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QPushButton>
#include <QScrollArea>

namespace strandline::browse {

using session::RowProblem;

namespace {

constexpr std::size_t shown = 50; // the others follow when these are settled
constexpr int rowHeight = 34;
constexpr int rowsVisible = 4;

QString valueText(const sqlite::Value &value)
{
    const QString text = rows::cellText(value, rows::sizeOf(value)).left(60);
    return value.index() == 3 ? QString("“%1”").arg(text) : text;
}

} // namespace

ProblemList::ProblemList(edit::StagedEdits *edits, QWidget *parent)
    : QWidget(parent), m_edits(edits), m_area(new QScrollArea)
{
    setObjectName("editProblems");
    setAccessibleName(tr("Rows that stand against applying"));
    auto *column = widgets::flatColumn(this);
    m_area->setObjectName("surface");
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setAccessibleName(accessibleName());
    column->addWidget(m_area);
    hide();
}

QString ProblemList::describe(const edit::StagedEdits::Problem &problem) const
{
    const edit::StagedRow *row = m_edits->find(problem.table, problem.id);
    const rows::TableShape *shape = m_edits->shape(problem.table);
    QStringList key;
    for (std::size_t i = 0; row->kind != edit::Kind::Insert && i < row->key.size(); ++i) {
        QString name = QString::fromStdString(shape->key[i]);
        key << QString("%1 %2").arg(name.remove('"'), valueText(row->key[i]));
    }
    const QString where = key.isEmpty() ? tr("%1, new row").arg(problem.table)
                                        : QString("%1, %2").arg(problem.table, key.join(", "));
    QString text = QString("%1: %2").arg(where, QString::fromStdString(problem.problem.message));
    if (problem.problem.kind != RowProblem::Kind::Changed) {
        return text;
    }
    for (const session::SeenValue &now : problem.problem.current) {
        if (now.column != problem.problem.column) {
            continue;
        }
        const QString column = QString::fromStdString(now.column);
        for (const auto &[at, mine] : row->values) {
            if (shape->columns[static_cast<std::size_t>(at)].name == now.column) {
                return text + ' ' +
                       tr("%1 is %2 now, yours is %3.").arg(column, valueText(now.value), valueText(mine));
            }
        }
        text += ' ' + tr("%1 is %2 now.").arg(column, valueText(now.value));
    }
    return text;
}

QWidget *ProblemList::makeRow(const edit::StagedEdits::Problem &problem)
{
    auto *box = new QWidget;
    box->setFixedHeight(rowHeight);
    auto *row = widgets::flatRow(box);
    row->setContentsMargins(theme::space3, 0, theme::space2, 0);
    row->setSpacing(theme::space2);
    auto *text = new widgets::ElidedLabel;
    text->setObjectName("problemText");
    text->setFullText(describe(problem));
    text->setToolTip(text->fullText());
    text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(text, 1);
    const auto add = [&](const QString &title, const char *name, auto run) {
        QPushButton *button = widgets::button(title, "link");
        button->setObjectName(name);
        button->setAccessibleName(tr("%1: %2").arg(title, text->fullText()));
        connect(button, &QPushButton::clicked, this, run);
        row->addWidget(button);
    };
    const auto [table, id] = std::pair(problem.table, problem.id);
    add(tr("Show the row"), "problemShow", [this, table = table, id = id] { emit rowWanted(table, id); });
    const bool conflict = problem.problem.kind == RowProblem::Kind::Changed;
    if (conflict) {
        add(tr("Take mine"), "problemMine",
            [this, table = table, id = id] { m_edits->settle(table, id, true); });
    }
    add(conflict ? tr("Keep theirs") : tr("Drop my change"), "problemTheirs",
        [this, table = table, id = id] { m_edits->settle(table, id, false); });
    return box;
}

void ProblemList::refresh()
{
    const std::vector<edit::StagedEdits::Problem> problems = m_edits->problems();
    if (problems.empty() && isHidden()) {
        return;
    }
    auto *content = new QWidget;
    content->setObjectName("surface");
    content->setAttribute(Qt::WA_StyledBackground);
    auto *column = widgets::flatColumn(content);
    for (std::size_t i = 0; i < std::min(problems.size(), shown); ++i) {
        column->addWidget(makeRow(problems[i]));
    }
    if (problems.size() > shown) {
        auto *more = widgets::label(tr("%Ln more row(s)", nullptr, static_cast<int>(problems.size() - shown)),
                                    "secondary");
        more->setMargin(theme::space2);
        column->addWidget(more);
    }
    column->addStretch();
    // The button that was clicked is among those that go.
    if (QWidget *old = m_area->takeWidget()) {
        old->hide();
        old->deleteLater();
    }
    m_area->setWidget(content);
    setFixedHeight(rowHeight * static_cast<int>(std::min<std::size_t>(problems.size(), rowsVisible)) +
                   theme::space1);
    setVisible(!problems.empty());
}

} // namespace strandline::browse
