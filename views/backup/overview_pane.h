// What protects the database at a glance: the last good backup, the next run, the storage used, the last
// restore drill, the window of restorable time as a band and as a table, and the stores. Where there is no
// backup yet: what to do first. GUI thread.
#pragma once

#include "models/backup/ranges_model.h"
#include "views/backup/backup_pane.h"

class QLabel;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace strandline::grid {
class RowList;
}

namespace strandline::backup {

class RestorableBand;

// A figure with its name above and what it means below.
class FactCard : public QWidget
{
    Q_OBJECT
public:
    FactCard(const QString &title, theme::Theme *theme, QWidget *parent = nullptr);

    enum class Mood
    {
        Plain,
        Good,
        Warning,
        Bad,
    };
    void tell(const QString &figure, const QString &meaning, Mood mood = Mood::Plain);
    QString figure() const;
    // A link below; hidden while its text is empty.
    QPushButton *link() const { return m_link; }
    void setLink(const QString &text);

private:
    void refreshIcon();

    theme::Theme *m_theme;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_figure;
    QLabel *m_meaning;
    QPushButton *m_link;
    Mood m_mood = Mood::Plain;
};

class OverviewPane : public BackupPane
{
    Q_OBJECT
public:
    explicit OverviewPane(const PaneContext &context);

    RestorableBand *band() const { return m_band; }
    const RangesModel *ranges() const { return m_ranges; }
    bool showsEmptyPage() const;

private:
    QWidget *makeFilled();
    QWidget *makeEmpty();
    QWidget *makeCards();
    QWidget *makeStores();
    void chooseStore();
    void refresh();
    void refreshCards();
    void refreshStores();

    PaneContext m_context;
    RangesModel *m_ranges;
    QStackedWidget *m_stack;
    QWidget *m_filled = nullptr;
    FactCard *m_last = nullptr;
    FactCard *m_next = nullptr;
    FactCard *m_storage = nullptr;
    FactCard *m_drill = nullptr;
    RestorableBand *m_band = nullptr;
    grid::RowList *m_table = nullptr;
    QVBoxLayout *m_storeRows = nullptr;
    QLabel *m_emptyText = nullptr;
};

} // namespace strandline::backup
