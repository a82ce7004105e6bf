// A destination for copies, new or changed: a folder or a bucket, tried before it is remembered. GUI thread.
#pragma once

#include "models/backup/offsite_work.h"
#include "views/backup/backup_pane.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace strandline::backup {

class DestinationForm : public QWidget
{
    Q_OBJECT
public:
    DestinationForm(const PaneContext &context, OffsitePlaces *places, OffsiteWork *work,
                    QWidget *parent = nullptr);

    void begin(const offsite::Destination &destination, bool isNew);

signals:
    void done(); // remembered, or given up

private:
    QLineEdit *field(const char *name, const QString &label, const QString &hint = {});
    void addBucket();
    void addCommon();
    QWidget *makeButtons();
    bool bucket() const;
    offsite::Destination wanted() const;
    std::optional<offsite::Credentials> typed() const;
    void refresh();
    void show(QWidget *field, bool shown);
    void tell(const QString &text, const char *role);

    PaneContext m_context;
    OffsitePlaces *m_places;
    OffsiteWork *m_work;
    offsite::Destination m_before;
    bool m_new = true;
    QLabel *m_title;
    QFormLayout *m_form;
    QLineEdit *m_name = nullptr;
    QComboBox *m_kind;
    QWidget *m_folderRow;
    QLineEdit *m_folder;
    QLineEdit *m_bucket = nullptr;
    QLineEdit *m_prefix = nullptr;
    QLineEdit *m_endpoint = nullptr;
    QLineEdit *m_region = nullptr;
    QComboBox *m_access;
    QLineEdit *m_file = nullptr;
    QLineEdit *m_keyId = nullptr;
    QLineEdit *m_secret = nullptr;
    QSpinBox *m_speed;
    QCheckBox *m_standby;
    QComboBox *m_store;
    QPushButton *m_test;
    QPushButton *m_save;
    QPushButton *m_cancel;
    QLabel *m_result;
};

} // namespace strandline::backup
