#include "views/shell/start_page.h"

#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>

namespace strandline::shell {

StartPage::StartPage(session::RecentFiles *recent, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_recent(recent), m_theme(theme),
      m_recentTitle(widgets::label(tr("Recent databases"), "secondary"))
{
    setObjectName("startPage");
    setAccessibleName(tr("Start"));
    auto *outer = new QBoxLayout(QBoxLayout::TopToBottom, this);
    auto *column = widgets::flatColumn();
    column->setSpacing(theme::space2);
    auto *mark = new QLabel;
    mark->setPixmap(QIcon(":/icons/strandline.svg").pixmap(QSize(56, 56), devicePixelRatioF()));
    auto *title = widgets::label(tr("Open a SQLite database"));
    title->setFont(theme::Theme::title());
    auto *text = widgets::label(tr("Its tables appear here, and every commit that its history holds. "
                                   "You can also drop a file on this window."),
                                "secondary");
    text->setWordWrap(true);
    auto *open = widgets::button(tr("Open database…"), "primary");
    open->setObjectName("openDatabase");
    open->setIcon(theme->icon("open", &theme::Tokens::onAccent));
    column->addWidget(mark);
    column->addSpacing(theme::space2);
    column->addWidget(title);
    column->addWidget(text);
    column->addSpacing(theme::space2);
    column->addWidget(open, 0, Qt::AlignLeft);
    column->addSpacing(theme::space4);
    column->addWidget(m_recentTitle);
    m_list = widgets::flatColumn();
    column->addLayout(m_list);

    auto *centre = widgets::flatRow();
    auto *box = new QWidget;
    box->setLayout(column);
    box->setFixedWidth(480);
    centre->addStretch();
    centre->addWidget(box);
    centre->addStretch();
    outer->addStretch(2);
    outer->addLayout(centre);
    outer->addStretch(3);
    connect(open, &QPushButton::clicked, this, &StartPage::openRequested);
    connect(recent, &QAbstractItemModel::modelReset, this, &StartPage::refresh);
    connect(recent, &QAbstractItemModel::rowsRemoved, this, &StartPage::refresh);
    refresh();
}

void StartPage::refresh()
{
    while (QLayoutItem *item = m_list->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one whose click led here
        delete item;
    }
    m_recentTitle->setVisible(m_recent->rowCount() > 0);
    for (int row = 0; row < m_recent->rowCount(); ++row) {
        const QModelIndex file = m_recent->index(row);
        const QString path = file.data(session::RecentFiles::PathRole).toString();
        const bool missing = file.data(session::RecentFiles::MissingRole).toBool();
        const QString folder = QDir::toNativeSeparators(QFileInfo(path).path());
        auto *line = new QWidget;
        auto *layout = widgets::flatRow(line);
        auto *entry = widgets::button(file.data().toString(), "link");
        entry->setToolTip(path);
        entry->setEnabled(!missing);
        connect(entry, &QPushButton::clicked, this, [this, path] { emit fileChosen(path); });
        layout->addWidget(entry);
        auto *where = widgets::label(missing ? tr("missing · %1").arg(folder) : folder, "secondary");
        where->setText(where->fontMetrics().elidedText(where->text(), Qt::ElideMiddle, 300));
        layout->addWidget(where);
        layout->addStretch();
        m_list->addWidget(line);
    }
}

} // namespace strandline::shell
