// The rows that stand against applying staged changes, each with what can be done about it. GUI thread.
#pragma once

#include "models/edit/staged_edits.h"

#include <QWidget>

class QBoxLayout;
class QScrollArea;

namespace strandline::browse {

class ProblemList : public QWidget
{
    Q_OBJECT
public:
    explicit ProblemList(edit::StagedEdits *edits, QWidget *parent = nullptr);

    void refresh(); // hidden where there are none

signals:
    void rowWanted(const QString &table, const edit::RowId &row);

private:
    QWidget *makeRow(const edit::StagedEdits::Problem &problem);
    QString describe(const edit::StagedEdits::Problem &problem) const;

    edit::StagedEdits *m_edits;
    QScrollArea *m_area;
};

} // namespace strandline::browse
