// The fields of one job. A person's edits arrive as edited(); job() is the job as the fields have it. GUI
// thread.
#pragma once

#include "engine/scheduler/schedules.h"
#include "views/shell/feature.h"

#include <QScrollArea>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;
class QTimeEdit;

namespace strandline::scheduler {

class JobForm : public QScrollArea
{
    Q_OBJECT
public:
    explicit JobForm(const shell::PageContext &context, QWidget *parent = nullptr);

    void setJob(const Job &job);
    Job job() const;
    void setWindows(const std::vector<NamedWindow> &windows);
    // What the expression means; a problem in its place.
    void setWords(const QString &words, const QString &problem);
    QSize sizeHint() const override;

signals:
    void edited();

private:
    void addWhat(QFormLayout *form);
    void addWhen(QFormLayout *form);
    void addWhere(QFormLayout *form);
    void addAfter(QFormLayout *form);
    void addLimits(QFormLayout *form);
    void watchFields();
    void touched();
    void presetChosen();
    void showPreset(const std::string &cron);
    void showFields();
    void chooseStore();

    shell::PageContext m_context;
    Job m_base; // what has no field
    bool m_setting = false;
    QLineEdit *m_name;
    QComboBox *m_kind;
    QComboBox *m_preset;
    QTimeEdit *m_time;
    QComboBox *m_weekday;
    QSpinBox *m_day;
    QLineEdit *m_cron;
    QLabel *m_words;
    QComboBox *m_zone;
    QComboBox *m_window;
    QStringList m_windowNames; // the saved ones in it
    QLineEdit *m_store;
    QSpinBox *m_compression;
    QComboBox *m_keyPlace;
    QLineEdit *m_keyName;
    QComboBox *m_retention;
    QLineEdit *m_retentionValue;
    QComboBox *m_verify;
    QSpinBox *m_priority;
    QSpinBox *m_longest; // minutes; 0: no limit
    QSpinBox *m_retries;
    QLineEdit *m_tags;
    QCheckBox *m_runMissed;
    QCheckBox *m_skipHolidays;
    QCheckBox *m_enabled;
    QFormLayout *m_fields = nullptr;
};

} // namespace strandline::scheduler
