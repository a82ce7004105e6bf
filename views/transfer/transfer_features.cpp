#include "views/transfer/transfer_features.h"

#include "views/transfer/export_page.h"
#include "views/transfer/import_page.h"

#include <QAbstractItemModel>
#include <QCoreApplication>
#include <QDir>
#include <QPlainTextEdit>
#include <QTemporaryFile>

namespace strandline::transfer {

namespace {

ExportPage *exporting(QWidget *page)
{
    return static_cast<ExportPage *>(page);
}

ImportPage *importing(QWidget *page)
{
    return static_cast<ImportPage *>(page);
}

QJsonObject exportShown(QWidget *page)
{
    const QString text = exporting(page)->previewText();
    return text.isEmpty() ? QJsonObject() : QJsonObject{{"previewLines", text.count('\n')}};
}

// A file such as a supplier would send.
void chooseFile(QWidget *page)
{
    auto *file = new QTemporaryFile(QDir::tempPath() + "/price-list-XXXXXX.csv", page);
    if (file->open()) {
        file->write(
            "article;name;price;since;in_stock\n0017;Harbour lamp;49.5;2026-03-01;12\n0018;\"Rope; 10 m\";"
            "17.25;2026-03-01;\n0023;Signal flag;8;2026-05-12;140\n");
        file->close();
        importing(page)->show({{"file", file->fileName()}, {"table", "price_list"}});
    }
}

QJsonObject importShown(QWidget *page)
{
    const int rows = importing(page)->preview()->rowCount();
    return rows == 0 ? QJsonObject()
                     : QJsonObject{{"rows", rows}, {"columns", importing(page)->preview()->columnCount()}};
}

} // namespace

shell::Feature exportFeature()
{
    shell::Feature feature;
    feature.id = "export";
    feature.title = QCoreApplication::translate("strandline::transfer", "Export");
    feature.icon = "export";
    feature.inNavigation = false;
    feature.factory = [](const shell::PageContext &context) { return new ExportPage(context); };
    feature.show = [](QWidget *page, const shell::PageState &what) { exporting(page)->show(what); };
    feature.state = [](QWidget *page) { return exporting(page)->state(); };
    feature.tourSteps = {{"export", [](QWidget *) {},
                          [](QWidget *page) { return !exporting(page)->previewText().isEmpty(); },
                          exportShown}};
    return feature;
}

shell::Feature importFeature()
{
    shell::Feature feature;
    feature.id = "import";
    feature.title = QCoreApplication::translate("strandline::transfer", "Import");
    feature.icon = "import";
    feature.inNavigation = false;
    feature.fileEndings = {"csv", "tsv", "json", "ndjson", "jsonl"};
    feature.factory = [](const shell::PageContext &context) { return new ImportPage(context); };
    feature.show = [](QWidget *page, const shell::PageState &what) { importing(page)->show(what); };
    feature.state = [](QWidget *page) { return importing(page)->state(); };
    feature.tourSteps = {{"import", chooseFile,
                          [](QWidget *page) { return importing(page)->preview()->rowCount() > 0; },
                          importShown}};
    return feature;
}

} // namespace strandline::transfer
