#include "views/worksheet/save_strip.h"

#include "views/common/theme/tokens.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>

namespace strandline::worksheet {

SaveStrip::SaveStrip(QWidget *parent)
    : QWidget(parent), m_name(new QLineEdit), m_folder(new QLineEdit), m_onlyHere(new QCheckBox),
      m_save(widgets::button(tr("Save query")))
{
    setObjectName("parameterStrip"); // the same look
    setAttribute(Qt::WA_StyledBackground);
    auto *row = new QBoxLayout(QBoxLayout::LeftToRight, this);
    row->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space2);
    row->setSpacing(theme::space2);
    m_name->setObjectName("saveName");
    m_name->setPlaceholderText(tr("Name"));
    m_name->setAccessibleName(tr("Name of the query"));
    row->addWidget(m_name, 2);
    m_folder->setObjectName("saveFolder");
    m_folder->setPlaceholderText(tr("Folder, if you like"));
    m_folder->setAccessibleName(tr("Folder of the query"));
    row->addWidget(m_folder, 1);
    m_onlyHere->setObjectName("saveOnlyHere");
    row->addWidget(m_onlyHere);
    m_save->setObjectName("saveAccept");
    row->addWidget(m_save);
    auto *dismiss = widgets::button(tr("Don't save"), "link");
    row->addWidget(dismiss);
    connect(m_name, &QLineEdit::returnPressed, this, &SaveStrip::accept);
    connect(m_folder, &QLineEdit::returnPressed, this, &SaveStrip::accept);
    connect(m_name, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_save->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_save, &QPushButton::clicked, this, &SaveStrip::accept);
    connect(dismiss, &QPushButton::clicked, this, &SaveStrip::dismissed);
    setVisible(false);
}

void SaveStrip::ask(const SavedQuery &query, const QString &database)
{
    m_query = query;
    m_database = database;
    m_name->setText(query.name);
    m_folder->setText(query.folder);
    m_onlyHere->setText(tr("Only for %1").arg(QFileInfo(database).fileName()));
    m_onlyHere->setAccessibleName(m_onlyHere->text());
    m_onlyHere->setChecked(!query.database.isEmpty());
    m_save->setEnabled(!query.name.isEmpty());
    setVisible(true);
    m_name->setFocus();
    m_name->selectAll();
}

void SaveStrip::accept()
{
    m_query.name = m_name->text().trimmed();
    m_query.folder = m_folder->text().trimmed();
    m_query.database = m_onlyHere->isChecked() ? m_database : QString();
    if (!m_query.name.isEmpty()) {
        setVisible(false);
        emit accepted(m_query);
    }
}

void SaveStrip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        emit dismissed();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace strandline::worksheet
