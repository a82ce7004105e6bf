#include "views/worksheet/parameter_strip.h"

#include "views/common/theme/tokens.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace strandline::worksheet {

namespace {
constexpr int tallest = 160;
}

ParameterStrip::ParameterStrip(QWidget *parent)
    : QWidget(parent), m_grid(nullptr), m_scroll(new QScrollArea), m_problem(widgets::label({}, "error")),
      m_run(widgets::button(tr("Run")))
{
    setObjectName("parameterStrip");
    setAttribute(Qt::WA_StyledBackground);
    auto *row = new QBoxLayout(QBoxLayout::LeftToRight, this);
    row->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space2);
    row->setSpacing(theme::space3);
    auto *title = widgets::label(tr("Parameters"), "secondary");
    title->setMinimumHeight(theme::rowHeight); // in line with the first field
    row->addWidget(title, 0, Qt::AlignTop);
    auto *box = new QWidget;
    m_grid = new QGridLayout(box);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(theme::space2);
    m_grid->setVerticalSpacing(theme::space1);
    m_grid->setColumnStretch(1, 1);
    auto *scroll = m_scroll;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(box);
    box->setAutoFillBackground(false); // the strip's colour shows
    scroll->viewport()->setAutoFillBackground(false);
    row->addWidget(scroll, 1);
    m_problem->setObjectName("parameterProblem");
    m_problem->setVisible(false);
    row->addWidget(m_problem, 0, Qt::AlignTop);
    m_run->setObjectName("parameterRun");
    row->addWidget(m_run, 0, Qt::AlignTop);
    auto *dismiss = widgets::button(tr("Cancel"), "link");
    dismiss->setObjectName("parameterDismiss");
    row->addWidget(dismiss, 0, Qt::AlignTop);
    connect(m_run, &QPushButton::clicked, this, &ParameterStrip::accept);
    connect(dismiss, &QPushButton::clicked, this, &ParameterStrip::dismissed);
    setVisible(false);
}

void ParameterStrip::clear()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_lines.clear();
}

void ParameterStrip::addLine(const QString &name, const ParameterValue &value)
{
    const int row = static_cast<int>(m_lines.size());
    auto *label = widgets::label(name);
    label->setFont(theme::Theme::fixed());
    auto *text = new QLineEdit(value.text);
    text->setObjectName("parameterValue");
    text->setAccessibleName(tr("Value of %1").arg(name));
    text->setFont(theme::Theme::fixed());
    auto *type = new QComboBox;
    type->setObjectName("parameterType");
    type->setAccessibleName(tr("Type of %1").arg(name));
    type->addItem(tr("Number or text"), static_cast<int>(ParameterType::Automatic));
    type->addItem(tr("Text"), static_cast<int>(ParameterType::Text));
    type->addItem(tr("Integer"), static_cast<int>(ParameterType::Integer));
    type->addItem(tr("Real"), static_cast<int>(ParameterType::Real));
    type->addItem(tr("BLOB, hexadecimal"), static_cast<int>(ParameterType::Blob));
    type->addItem(tr("NULL"), static_cast<int>(ParameterType::Null));
    type->setCurrentIndex(type->findData(static_cast<int>(value.type)));
    const auto follow = [text, type] {
        text->setEnabled(type->currentData().toInt() != static_cast<int>(ParameterType::Null));
    };
    connect(type, &QComboBox::currentIndexChanged, text, follow);
    follow();
    connect(text, &QLineEdit::returnPressed, this, &ParameterStrip::accept);
    m_grid->addWidget(label, row, 0);
    m_grid->addWidget(text, row, 1);
    m_grid->addWidget(type, row, 2);
    m_lines.push_back({name, text, type});
}

void ParameterStrip::ask(const QStringList &names, const ParameterValues &values, const QString &verb)
{
    clear();
    for (const QString &name : names) {
        addLine(name, values.value(name));
    }
    m_run->setText(verb);
    m_run->setAccessibleName(tr("%1 with these parameters").arg(verb));
    m_problem->setVisible(false);
    m_scroll->setFixedHeight(std::min(tallest, m_grid->sizeHint().height()));
    setVisible(true);
    m_lines.front().text->setFocus();
    m_lines.front().text->selectAll();
}

ParameterValues ParameterStrip::values() const
{
    ParameterValues out;
    for (const Line &line : m_lines) {
        out.insert(line.name,
                   {line.text->text(), static_cast<ParameterType>(line.type->currentData().toInt())});
    }
    return out;
}

void ParameterStrip::accept()
{
    const ParameterValues entered = values();
    for (const Line &line : m_lines) {
        if (!valueOf(entered.value(line.name))) {
            m_problem->setText(tr("%1 is no value of that type.").arg(line.name));
            m_problem->setVisible(true);
            line.text->setFocus();
            return;
        }
    }
    setVisible(false);
    emit accepted();
}

void ParameterStrip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        emit dismissed();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace strandline::worksheet
