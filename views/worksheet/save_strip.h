// Asks under which name a query is to be saved, above the editor. GUI thread.
#pragma once

#include "models/worksheet/query_store.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace strandline::worksheet {

class SaveStrip : public QWidget
{
    Q_OBJECT
public:
    explicit SaveStrip(QWidget *parent = nullptr);

    // database: path of the one that the query may be kept for.
    void ask(const SavedQuery &query, const QString &database);

signals:
    void accepted(const strandline::worksheet::SavedQuery &query);
    void dismissed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void accept();

    SavedQuery m_query;
    QString m_database;
    QLineEdit *m_name;
    QLineEdit *m_folder;
    QCheckBox *m_onlyHere;
    QPushButton *m_save;
};

} // namespace strandline::worksheet
