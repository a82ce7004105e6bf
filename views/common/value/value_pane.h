// One value in full: as text, JSON, hexadecimal or a picture, with its kind and size; copied, saved to a
// file, and, where its owner allows it, edited or taken from a file. GUI thread; it reads and decodes by
// jobs.
//
// For any grid: the owner says what the current cell is (show()), and how to read more of it than the grid
// has.
#pragma once

#include "models/task/task_runner.h"
#include "views/common/message/message.h"
#include "views/common/theme/theme.h"
#include "views/common/value/decode.h"

#include <QWidget>

#include <array>
#include <functional>

class QBoxLayout;
class QComboBox;
class QLabel;
class QModelIndex;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::value {

class HexView;
class PictureView;

// Called on a worker.
using Load = std::function<session::CellValue(sqlite::ByteRange range, const core::JobContext &job)>;

struct Subject
{
    QString column;
    session::CellValue known; // as the grid has it
    Load load;                // for the rest of a partial one; may be empty
    QString refusal;          // why it can't be edited; empty: it can
    bool past = false;        // it is of another moment: tinted
};
// What a model of rows::CellRole says of a cell; refusal and load are the caller's.
Subject subjectOf(const QModelIndex &cell);

class ValuePane : public QWidget
{
    Q_OBJECT
public:
    ValuePane(theme::Theme *theme, task::TaskList *tasks,
              std::function<void(const message::Message &)> notify, QWidget *parent = nullptr);

    // What was typed for the cell before must have been settled: settle().
    void show(Subject subject);
    // The same cell was read anew: what is seen stays where nothing has changed in it, and so does what is
    // typed.
    void showAnew(Subject subject);
    void clear();
    // What was typed and not staged yet goes out as edited(), as it does when the focus leaves the pane.
    void settle();
    bool modified() const; // something is typed
    bool busy() const;     // reading, decoding or at a file

    void saveTo(const QString &path);
    void loadFrom(const QString &path);

signals:
    // The person wants the cell that is shown to hold this.
    void edited(const strandline::sqlite::Value &value);

private:
    enum Look
    {
        Text,
        Json,
        Hex,
        Image,
        lookCount
    };
    QWidget *makeHead();
    QWidget *makeFoot();
    QBoxLayout *makeEditLine();
    QToolButton *makeTool(const char *icon, const QString &name, const char *objectName);
    void read(std::uint64_t limitBytes); // 0: all
    void readPiece(qint64 offset);
    void take(std::shared_ptr<const Content> content);
    void takeText();
    bool can(Look look) const;
    Look look() const;
    void refresh();
    void refreshEditing();
    void refreshTint();
    QString description() const;
    QString note() const;
    bool editable() const;
    std::optional<sqlite::Value> typed() const; // nothing: not of the chosen kind
    void stage();
    void copy();
    void chooseFile(bool save);

    theme::Theme *m_theme;
    std::function<void(const message::Message &)> m_notify;
    task::TaskRunner *m_reading;
    task::TaskRunner *m_piecing; // for the bytes in sight
    task::TaskRunner *m_saving;
    task::TaskRunner *m_loading; // of a file
    Subject m_subject;
    bool m_shown = false; // there is a subject
    std::uint64_t m_limit = 0;
    std::shared_ptr<const Content> m_content; // of the subject; null: not read yet
    std::optional<Look> m_chosen;             // by a click, for this column
    bool m_faithful = false;                  // the text widget gives back what it was given
    QString m_error;

    widgets::ElidedLabel *m_title;
    QLabel *m_kind;
    std::array<QToolButton *, lookCount> m_looks{};
    QStackedWidget *m_views;
    QPlainTextEdit *m_text;
    QPlainTextEdit *m_json;
    HexView *m_hex;
    PictureView *m_picture;
    QWidget *m_foot = nullptr;
    QLabel *m_note;
    QPushButton *m_loadAll;
    QPushButton *m_stage;
    QPushButton *m_revert;
    QComboBox *m_kinds; // in the order of sqlite::Value
    QToolButton *m_copy;
    QToolButton *m_save;
    QToolButton *m_open;
};

} // namespace strandline::value
