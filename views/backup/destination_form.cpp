#include "views/backup/destination_form.h"

#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace strandline::backup {

namespace {

constexpr int formWidth = 720;
constexpr int mostKib = 10'000'000;

enum Access
{
    FromEnvironment,
    FromFile,
    FromKeychain,
};

} // namespace

DestinationForm::DestinationForm(const PaneContext &context, OffsitePlaces *places, OffsiteWork *work,
                                 QWidget *parent)
    : QWidget(parent), m_context(context), m_places(places), m_work(work), m_title(widgets::label({})),
      m_form(new QFormLayout), m_kind(new QComboBox), m_folderRow(new QWidget), m_folder(new QLineEdit),
      m_access(new QComboBox), m_speed(new QSpinBox), m_standby(new QCheckBox(tr("Keep it up to date with"))),
      m_store(new QComboBox), m_test(widgets::button(tr("Test the connection"))),
      m_save(widgets::button(tr("Remember"))), m_cancel(widgets::button(tr("Cancel"))),
      m_result(widgets::label({}))
{
    setAccessibleName(tr("A destination for copies"));
    setMaximumWidth(formWidth);
    auto *column = widgets::flatColumn(this);
    column->setContentsMargins(theme::space4, theme::space4, theme::space4, theme::space4);
    column->setSpacing(theme::space3);
    m_title->setFont(theme::Theme::heading());
    column->addWidget(m_title);
    m_form->setHorizontalSpacing(theme::space4);
    m_form->setVerticalSpacing(theme::space2);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    column->addLayout(m_form);
    m_name = field("destinationName", tr("Name"), tr("vault"));
    m_kind->setObjectName("destinationKind");
    m_kind->setAccessibleName(tr("What the destination is"));
    m_kind->addItem(tr("A folder: another disk, a share"));
    m_kind->addItem(tr("A bucket of an S3-compatible service"));
    m_form->addRow(tr("What it is"), m_kind);
    auto *row = widgets::flatRow(m_folderRow);
    row->setSpacing(theme::space2);
    m_folder->setObjectName("destinationFolder");
    m_folder->setAccessibleName(tr("Folder"));
    auto *choose = widgets::button(tr("Choose…"));
    row->addWidget(m_folder, 1);
    row->addWidget(choose);
    m_form->addRow(tr("Folder"), m_folderRow);
    addBucket();
    addCommon();
    column->addWidget(makeButtons());
    m_result->setObjectName("destinationResult");
    m_result->setWordWrap(true);
    column->addWidget(m_result);
    column->addStretch();
    setFocusProxy(m_name);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &DestinationForm::refresh);
    connect(m_folder, &QLineEdit::textChanged, this, &DestinationForm::refresh);
    connect(choose, &QPushButton::clicked, this, [this] {
        auto *dialog = new QFileDialog(this, tr("Folder for the copies"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
        connect(dialog, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
        dialog->open();
    });
    connect(work, &OffsiteWork::tested, this, [this] {
        tell(tr("It works: a small file was written there, read back and deleted."), "result");
        refresh();
    });
    connect(work, &OffsiteWork::testFailed, this, [this](const core::Error &error) {
        tell(QString::fromStdString(error.message()), "error");
        refresh();
    });
    connect(places, &OffsitePlaces::saved, this, &DestinationForm::done);
    connect(places, &OffsitePlaces::saveFailed, this,
            [this](const core::Error &error) { tell(QString::fromStdString(error.message()), "error"); });
}

QLineEdit *DestinationForm::field(const char *name, const QString &label, const QString &hint)
{
    auto *edit = new QLineEdit;
    edit->setObjectName(name);
    edit->setAccessibleName(label);
    edit->setPlaceholderText(hint);
    m_form->addRow(label, edit);
    connect(edit, &QLineEdit::textChanged, this, &DestinationForm::refresh);
    return edit;
}

void DestinationForm::addBucket()
{
    m_bucket = field("destinationBucket", tr("Bucket"));
    m_prefix = field("destinationPrefix", tr("Folder in the bucket"), tr("none: its root"));
    m_endpoint = field("destinationEndpoint", tr("Address"), tr("none: Amazon's"));
    m_region = field("destinationRegion", tr("Region"), "us-east-1");
    m_access->setObjectName("destinationAccess");
    m_access->setAccessibleName(tr("Where the access key is"));
    m_access->addItem(tr("In the environment (AWS_ACCESS_KEY_ID)"));
    m_access->addItem(tr("In a file, as ~/.aws/credentials"));
    m_access->addItem(tr("In the keychain"));
    m_form->addRow(tr("Access key"), m_access);
    m_file = field("destinationFile", tr("File of the access key"));
    m_keyId = field("destinationKeyId", tr("Access key ID"));
    m_secret = field("destinationSecret", tr("Secret access key"));
    m_secret->setEchoMode(QLineEdit::Password);
    connect(m_access, &QComboBox::currentIndexChanged, this, &DestinationForm::refresh);
}

void DestinationForm::addCommon()
{
    m_speed->setObjectName("destinationSpeed");
    m_speed->setAccessibleName(tr("Most KiB a second"));
    m_speed->setRange(0, mostKib);
    m_speed->setSingleStep(256);
    m_speed->setSuffix(tr(" KiB/s"));
    m_speed->setSpecialValueText(tr("As fast as it goes"));
    m_form->addRow(tr("Speed"), m_speed);
    m_standby->setObjectName("destinationStandby");
    m_standby->setAccessibleName(m_standby->text());
    m_store->setObjectName("destinationStore");
    m_store->setAccessibleName(tr("Store whose backups are kept there"));
    m_store->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_form->addRow(m_standby, m_store);
    connect(m_standby, &QCheckBox::toggled, m_store, &QWidget::setEnabled);
}

QWidget *DestinationForm::makeButtons()
{
    auto *box = new QWidget;
    auto *row = widgets::flatRow(box);
    row->setSpacing(theme::space2);
    m_test->setObjectName("destinationTest");
    m_save->setObjectName("destinationSave");
    m_cancel->setObjectName("destinationCancel");
    row->addWidget(m_test);
    row->addStretch();
    row->addWidget(m_cancel);
    row->addWidget(m_save);
    connect(m_test, &QPushButton::clicked, this, [this] {
        tell(tr("Trying…"), "secondary");
        m_work->test(wanted(), typed());
        refresh();
    });
    connect(m_save, &QPushButton::clicked, this, [this] { m_places->save(wanted(), !m_new, typed()); });
    connect(m_cancel, &QPushButton::clicked, this, &DestinationForm::done);
    return box;
}

bool DestinationForm::bucket() const
{
    return m_kind->currentIndex() == 1;
}

void DestinationForm::begin(const offsite::Destination &destination, bool isNew)
{
    m_before = destination;
    m_new = isNew;
    m_title->setText(isNew ? tr("A new destination")
                           : tr("Change %1").arg(QString::fromStdString(destination.name)));
    const QString url = QString::fromStdString(destination.url);
    const bool s3 = url.startsWith("s3://");
    m_name->setText(QString::fromStdString(destination.name));
    m_name->setEnabled(isNew);
    m_kind->setCurrentIndex(s3 ? 1 : 0);
    m_folder->setText(s3 ? QString() : url);
    m_bucket->setText(s3 ? url.section('/', 2, 2) : QString());
    m_prefix->setText(s3 ? url.section('/', 3) : QString());
    m_endpoint->setText(QString::fromStdString(destination.endpoint));
    m_region->setText(QString::fromStdString(destination.region));
    const QString place = QString::fromStdString(destination.credentials);
    m_access->setCurrentIndex(place.startsWith("file:")       ? FromFile
                              : place.startsWith("keychain:") ? FromKeychain
                                                              : FromEnvironment);
    m_file->setText(place.startsWith("file:") ? place.mid(5) : QString());
    m_keyId->clear();
    m_secret->clear();
    m_speed->setValue(static_cast<int>(destination.bytesPerSecond / 1024));
    m_store->clear();
    for (const StoreState &store : m_context.catalogue->snapshot().stores) {
        m_store->addItem(store.path, store.path);
    }
    const QString usual = m_context.catalogue->usualStore();
    if (m_store->findData(usual) < 0) {
        m_store->addItem(usual, usual);
    }
    m_standby->setChecked(isNew || !destination.standbyOf.empty());
    m_store->setCurrentIndex(std::max(m_store->findData(QString::fromStdString(destination.standbyOf)), 0));
    m_store->setEnabled(m_standby->isChecked());
    m_result->clear();
    refresh();
}

offsite::Destination DestinationForm::wanted() const
{
    offsite::Destination wanted = m_before; // what the form doesn't show stays
    wanted.name = m_name->text().trimmed().toStdString();
    wanted.bytesPerSecond = static_cast<std::uint64_t>(m_speed->value()) * 1024;
    wanted.standbyOf =
        m_standby->isChecked() ? m_store->currentData().toString().toStdString() : std::string();
    if (!bucket()) {
        wanted.url = m_folder->text().trimmed().toStdString();
        return wanted;
    }
    QString url = "s3://" + m_bucket->text().trimmed();
    if (const QString prefix = m_prefix->text().trimmed(); !prefix.isEmpty()) {
        url += '/' + prefix;
    }
    wanted.url = url.toStdString();
    wanted.endpoint = m_endpoint->text().trimmed().toStdString();
    wanted.region = m_region->text().trimmed().toStdString();
    switch (m_access->currentIndex()) {
    case FromFile:
        wanted.credentials = "file:" + m_file->text().trimmed().toStdString();
        break;
    case FromKeychain:
        wanted.credentials = "keychain:" + offsite::keychainEntry(wanted);
        break;
    default:
        wanted.credentials = "env";
    }
    return wanted;
}

std::optional<offsite::Credentials> DestinationForm::typed() const
{
    if (!bucket() || m_access->currentIndex() != FromKeychain || m_secret->text().isEmpty()) {
        return std::nullopt;
    }
    return offsite::Credentials{m_keyId->text().trimmed().toStdString(), m_secret->text().toStdString(), {}};
}

void DestinationForm::show(QWidget *field, bool shown)
{
    field->setVisible(shown);
    if (QWidget *label = m_form->labelForField(field)) {
        label->setVisible(shown);
    }
}

// What doesn't apply isn't shown.
void DestinationForm::refresh()
{
    if (m_secret == nullptr) {
        return; // not made yet
    }
    const bool s3 = bucket();
    show(m_folderRow, !s3);
    for (QWidget *field :
         std::initializer_list<QWidget *>{m_bucket, m_prefix, m_endpoint, m_region, m_access}) {
        show(field, s3);
    }
    show(m_file, s3 && m_access->currentIndex() == FromFile);
    show(m_keyId, s3 && m_access->currentIndex() == FromKeychain);
    show(m_secret, s3 && m_access->currentIndex() == FromKeychain);
    const bool placed = s3 ? !m_bucket->text().trimmed().isEmpty() : !m_folder->text().trimmed().isEmpty();
    m_test->setEnabled(placed && !m_work->testing());
    m_save->setEnabled(placed && !m_name->text().trimmed().isEmpty());
}

void DestinationForm::tell(const QString &text, const char *role)
{
    m_result->setText(text);
    widgets::setRole(m_result, role);
    widgets::restyle(m_result);
}

} // namespace strandline::backup
