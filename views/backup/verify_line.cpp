#include "views/backup/verify_line.h"

#include "models/text/quantities.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

namespace strandline::backup {

namespace {
constexpr int barSteps = 1000;
}

VerifyLine::VerifyLine(const PaneContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_level(new QComboBox), m_hint(widgets::label({}, "secondary")),
      m_key(new QLineEdit), m_start(widgets::button(tr("Verify"))), m_running(new QWidget),
      m_bar(new QProgressBar), m_progress(widgets::label({}, "secondary")),
      m_cancel(widgets::button(tr("Cancel"))), m_result(widgets::label({}))
{
    auto *column = widgets::flatColumn(this);
    column->setSpacing(theme::space2);
    auto *row = widgets::flatRow();
    row->setSpacing(theme::space2);
    m_level->setObjectName("verifyLevel");
    m_level->setAccessibleName(tr("How thoroughly"));
    m_level->addItem(tr("Quick"), static_cast<int>(VerifyLevel::Quick));
    m_level->addItem(tr("Standard"), static_cast<int>(VerifyLevel::Standard));
    m_level->addItem(tr("Full", "level of a verification"), static_cast<int>(VerifyLevel::Full));
    m_level->addItem(tr("Restore test"), static_cast<int>(VerifyLevel::RestoreTest));
    m_level->setCurrentIndex(3);
    m_start->setObjectName("verifyStart");
    row->addWidget(m_level, 1);
    row->addWidget(m_start);
    column->addLayout(row);
    m_key->setObjectName("verifyKey");
    column->addWidget(m_key);
    m_hint->setWordWrap(true);
    column->addWidget(m_hint);
    auto *running = widgets::flatRow(m_running);
    running->setSpacing(theme::space2);
    auto *left = widgets::flatColumn();
    left->setSpacing(theme::space1);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress of the verification"));
    left->addWidget(m_bar);
    left->addWidget(m_progress);
    running->addLayout(left, 1);
    m_cancel->setObjectName("verifyCancel");
    running->addWidget(m_cancel);
    column->addWidget(m_running);
    m_result->setObjectName("verifyResult");
    m_result->setWordWrap(true);
    m_result->hide();
    column->addWidget(m_result);
    connect(m_level, &QComboBox::currentIndexChanged, this, &VerifyLine::refresh);
    connect(m_key, &QLineEdit::textChanged, this, &VerifyLine::refresh);
    connect(m_key, &QLineEdit::returnPressed, this, [this] {
        if (m_start->isEnabled()) {
            start();
        }
    });
    connect(m_start, &QPushButton::clicked, this, &VerifyLine::start);
    connect(m_cancel, &QPushButton::clicked, context.work, &BackupWork::cancelVerify);
    connect(context.work, &BackupWork::verifyingChanged, this, &VerifyLine::refresh);
    connect(context.work, &BackupWork::verifyProgress, this, &VerifyLine::showProgress);
    connect(context.work, &BackupWork::verified, this, &VerifyLine::showResult);
    refresh();
}

void VerifyLine::setSet(const SetInfo *set)
{
    const bool same = set != nullptr && m_set && m_set->manifest.id == set->manifest.id;
    m_set = set == nullptr ? std::nullopt : std::optional(*set);
    if (!same) {
        m_result->hide();
        m_key->clear();
    }
    refresh();
}

VerifyLevel VerifyLine::level() const
{
    return static_cast<VerifyLevel>(m_level->currentData().toInt());
}

void VerifyLine::refresh()
{
    const bool encrypted = m_set && m_set->manifest.encryption;
    const bool byFile = encrypted && m_set->manifest.encryption->key.kind == KeyDescription::Kind::KeyFile;
    const bool deep = level() == VerifyLevel::Full || level() == VerifyLevel::RestoreTest;
    m_key->setVisible(encrypted && deep);
    m_key->setEchoMode(byFile ? QLineEdit::Normal : QLineEdit::Password);
    m_key->setPlaceholderText(byFile ? tr("Path of the key file") : tr("Passphrase"));
    m_key->setAccessibleName(m_key->placeholderText());
    switch (level()) {
    case VerifyLevel::Quick:
        m_hint->setText(tr("The manifest, and that each piece is there with its size."));
        break;
    case VerifyLevel::Standard:
        m_hint->setText(tr("The checksums of all pieces as well."));
        break;
    case VerifyLevel::Full:
        m_hint->setText(tr("Every page is decoded and checked as well."));
        break;
    case VerifyLevel::RestoreTest:
        m_hint->setText(
            tr("It is restored into a folder that is thrown away, checked by SQLite and compared."));
        break;
    }
    const bool running = m_context.work->verifying();
    m_running->setVisible(running);
    m_start->setEnabled(m_set && !running && (!encrypted || !deep || !m_key->text().isEmpty()));
}

void VerifyLine::start()
{
    KeyInput key;
    if (m_key->isVisible()) {
        key.kind =
            m_key->echoMode() == QLineEdit::Normal ? KeyInput::Kind::KeyFile : KeyInput::Kind::Passphrase;
        key.secret = m_key->text();
    }
    m_result->hide();
    m_bar->setRange(0, 0);
    m_progress->setText(tr("Starting"));
    m_context.work->verify(QString::fromStdString(m_set->store), {QString::fromStdString(m_set->manifest.id)},
                           level(), key);
}

void VerifyLine::showProgress(const core::Progress &progress)
{
    m_bar->setRange(0, progress.total == 0 ? 0 : barSteps);
    if (progress.total > 0) {
        m_bar->setValue(static_cast<int>(static_cast<double>(progress.done) /
                                         static_cast<double>(progress.total) * barSteps));
    }
    m_progress->setText(progressText(progress, m_context.work->verifyingFor()));
}

void VerifyLine::showResult(const std::vector<SetVerification> &sets)
{
    if (!m_set || sets.size() != 1 || sets.front().id != m_set->manifest.id) {
        return;
    }
    const SetVerification &set = sets.front();
    QString words = set.ok() ? tr("No findings, in %1.")
                                   .arg(text::duration(std::chrono::microseconds(
                                       static_cast<std::int64_t>(set.seconds * 1e6))))
                             : tr("%n finding(s): they are listed under the backups.", nullptr,
                                  static_cast<int>(set.findings.size()));
    if (set.drill) {
        words += ' ' + tr("%1 were restored in %2.")
                           .arg(text::bytes(set.drill->bytes),
                                text::duration(std::chrono::microseconds(
                                    static_cast<std::int64_t>(set.drill->seconds * 1e6))));
    }
    if (!set.note.empty()) {
        words += ' ' + QString::fromStdString(set.note);
    }
    m_result->setText(words);
    widgets::setRole(m_result, set.ok() ? "result" : "error");
    widgets::restyle(m_result);
    m_result->show();
}

} // namespace strandline::backup
