#include "app/keychain/desktop_keychain.h"

#include "engine/core/error.h"

#include <QCoreApplication>
#include <QThread>

#include <fmt/format.h>
#include <future>
#include <qt6keychain/keychain.h>

namespace strandline::app {

namespace {

constexpr const char *service = "Strandline";

struct Outcome
{
    QKeychain::Error error = QKeychain::NoError;
    QString text; // what was read, or what went wrong
};

void throwFor(const Outcome &outcome, const std::string &name)
{
    using core::Error;
    using core::ErrorCode;
    switch (outcome.error) {
    case QKeychain::NoError:
        return;
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        throw Error(ErrorCode::Permission,
                    fmt::format("The keychain refuses its entry \"{}\". Unlock it, then try again.", name));
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        throw Error(ErrorCode::Unsupported,
                    "There is no keychain on this desktop (no secret service answers). Name a "
                    "file that only you may read instead.");
    default:
        // What QtKeychain says where the service isn't there at all, too.
        throw Error(
            ErrorCode::Unsupported,
            fmt::format("The keychain of this desktop does not answer ({}). Name a file that only you may "
                        "read instead.",
                        outcome.text.toStdString()));
    }
}

} // namespace

struct DesktopKeychain::Loop
{
    Loop()
    {
        if (qApp == nullptr) {
            static int count = 1;
            static char name[] = "strandctl";
            static char *arguments[] = {name, nullptr};
            application = std::make_unique<QCoreApplication>(count, arguments);
        }
        context.moveToThread(&thread);
        thread.start();
    }
    ~Loop()
    {
        thread.quit();
        thread.wait();
    }
    Loop(const Loop &) = delete;
    Loop &operator=(const Loop &) = delete;

    // Runs the job that make() gives on the thread.
    template <typename Make>
    Outcome run(Make make)
    {
        auto promise = std::make_shared<std::promise<Outcome>>();
        std::future<Outcome> outcome = promise->get_future();
        QMetaObject::invokeMethod(&context, [this, make, promise] {
            QKeychain::Job *job = make();
            job->setAutoDelete(true);
            job->setInsecureFallback(false);
            QObject::connect(job, &QKeychain::Job::finished, &context, [promise](QKeychain::Job *done) {
                const auto *read = qobject_cast<QKeychain::ReadPasswordJob *>(done);
                promise->set_value({done->error(), done->error() == QKeychain::NoError && read != nullptr
                                                       ? read->textData()
                                                       : done->errorString()});
            });
            job->start();
        });
        return outcome.get();
    }

    std::unique_ptr<QCoreApplication> application;
    QThread thread;
    QObject context;
};

DesktopKeychain::DesktopKeychain() = default;
DesktopKeychain::~DesktopKeychain() = default;

DesktopKeychain::Loop &DesktopKeychain::loop() const
{
    if (!m_loop) {
        m_loop = std::make_unique<Loop>();
    }
    return *m_loop;
}

std::optional<std::string> DesktopKeychain::read(const std::string &name) const
{
    const std::lock_guard lock(m_mutex);
    const Outcome outcome = loop().run([key = QString::fromStdString(name)] {
        auto *job = new QKeychain::ReadPasswordJob(service);
        job->setKey(key);
        return job;
    });
    if (outcome.error == QKeychain::EntryNotFound) {
        return std::nullopt;
    }
    throwFor(outcome, name);
    return outcome.text.toStdString();
}

void DesktopKeychain::write(const std::string &name, const std::string &secret) const
{
    const std::lock_guard lock(m_mutex);
    throwFor(loop().run([key = QString::fromStdString(name), text = QString::fromStdString(secret)] {
        auto *job = new QKeychain::WritePasswordJob(service);
        job->setKey(key);
        job->setTextData(text);
        return job;
    }),
             name);
}

void DesktopKeychain::remove(const std::string &name) const
{
    const std::lock_guard lock(m_mutex);
    const Outcome outcome = loop().run([key = QString::fromStdString(name)] {
        auto *job = new QKeychain::DeletePasswordJob(service);
        job->setKey(key);
        return job;
    });
    if (outcome.error != QKeychain::EntryNotFound) {
        throwFor(outcome, name);
    }
}

} // namespace strandline::app
