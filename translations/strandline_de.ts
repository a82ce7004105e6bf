<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>main</name>
    <message>
        <location filename="../app/workbench/main.cpp" line="+44"/>
        <source>A workbench for SQLite that remembers every commit.</source>
        <translation>Eine Werkbank für SQLite, die sich jeden Commit merkt.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>SQLite databases to open.</source>
        <translation>SQLite-Datenbanken, die geöffnet werden.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Save a picture of every page to DIR, without a display.</source>
        <translation>Ein Bild jeder Seite nach DIR speichern, ohne Bildschirm.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Keep settings in FILE instead of the user&apos;s own.</source>
        <translation>Einstellungen in FILE statt in denen des Benutzers halten.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Open the databases for reading only.</source>
        <translation>Die Datenbanken nur zum Lesen öffnen.</translation>
    </message>
</context>
<context>
    <name>strandline::browse</name>
    <message>
        <location filename="../views/browse/browse_feature.cpp" line="+134"/>
        <source>Browse</source>
        <translation>Durchsehen</translation>
    </message>
</context>
<context>
    <name>strandline::browse::BrowsePage</name>
    <message>
        <location filename="../views/browse/browse_page.cpp" line="+40"/>
        <source>Browse</source>
        <translation>Durchsehen</translation>
    </message>
    <message>
        <location line="+81"/>
        <source>Refresh (F5)</source>
        <translation>Neu lesen (F5)</translation>
    </message>
    <message>
        <location line="+96"/>
        <source>As of %1</source>
        <translation>Stand %1</translation>
    </message>
    <message>
        <location line="-14"/>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message numerus="yes">
        <location line="+5"/>
        <source>%n column(s)</source>
        <translation>
            <numerusform>%n Spalte</numerusform>
            <numerusform>%n Spalten</numerusform>
        </translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <location line="+0"/>
        <location line="+1"/>
        <location line="+10"/>
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <location line="-10"/>
        <source>more than %1 · %2</source>
        <translation>mehr als %1 · %2</translation>
    </message>
    <message numerus="yes">
        <location line="+22"/>
        <source>~ %Ln changed</source>
        <translation>
            <numerusform>~ %Ln geändert</numerusform>
            <numerusform>~ %Ln geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>− %Ln deleted</source>
        <translation>
            <numerusform>− %Ln gelöscht</numerusform>
            <numerusform>− %Ln gelöscht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>+ %Ln new</source>
        <translation>
            <numerusform>+ %Ln neu</numerusform>
            <numerusform>+ %Ln neu</numerusform>
        </translation>
    </message>
    <message>
        <location line="+2"/>
        <source>no difference</source>
        <translation>kein Unterschied</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>%1 so far</source>
        <translation>%1 bisher</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::FlashbackPage</name>
    <message>
        <location filename="../views/browse/browse_page.cpp" line="+40"/>
        <source>Browse</source>
        <translation>Durchsehen</translation>
    </message>
    <message>
        <location line="+81"/>
        <source>Refresh (F5)</source>
        <translation>Neu lesen (F5)</translation>
    </message>
    <message>
        <location line="+96"/>
        <source>As of %1</source>
        <translation>Stand %1</translation>
    </message>
    <message>
        <location line="-14"/>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message numerus="yes">
        <location line="+5"/>
        <source>%n column(s)</source>
        <translation>
            <numerusform>%n Spalte</numerusform>
            <numerusform>%n Spalten</numerusform>
        </translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <location line="+0"/>
        <location line="+1"/>
        <location line="+10"/>
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <location line="-10"/>
        <source>more than %1 · %2</source>
        <translation>mehr als %1 · %2</translation>
    </message>
    <message numerus="yes">
        <location line="+22"/>
        <source>~ %Ln changed</source>
        <translation>
            <numerusform>~ %Ln geändert</numerusform>
            <numerusform>~ %Ln geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>− %Ln deleted</source>
        <translation>
            <numerusform>− %Ln gelöscht</numerusform>
            <numerusform>− %Ln gelöscht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>+ %Ln new</source>
        <translation>
            <numerusform>+ %Ln neu</numerusform>
            <numerusform>+ %Ln neu</numerusform>
        </translation>
    </message>
    <message>
        <location line="+2"/>
        <source>no difference</source>
        <translation>kein Unterschied</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>%1 so far</source>
        <translation>%1 bisher</translation>
    </message>
</context>
<context>
    <name>strandline::grid::RowsPane</name>
    <message>
        <location filename="../views/browse/rows_pane.cpp" line="+71"/>
        <source>Return to now</source>
        <translation>Zum Jetzt</translation>
    </message>
    <message>
        <location line="-43"/>
        <source>Rows as of the chosen commit</source>
        <translation>Zeilen im Stand des gewählten Commits</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Rows now</source>
        <translation>Zeilen jetzt</translation>
    </message>
    <message>
        <location line="+82"/>
        <source>Choose a table at the left to see its rows.</source>
        <translation>Wählen Sie links eine Tabelle, um ihre Zeilen zu sehen.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>This table did not exist at that commit.</source>
        <translation>Diese Tabelle gab es bei diesem Commit nicht.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>This table does not exist any more.</source>
        <translation>Diese Tabelle gibt es nicht mehr.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>This table had no rows at that commit.</source>
        <translation>Diese Tabelle hatte bei diesem Commit keine Zeilen.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>This table has no rows.</source>
        <translation>Diese Tabelle hat keine Zeilen.</translation>
    </message>
</context>
<context>
    <name>strandline::schema::TableDelegate</name>
    <message>
        <location filename="../views/browse/table_delegate.cpp" line="+35"/>
        <source>%1 M</source>
        <translation>%1 Mio.</translation>
    </message>
    <message>
        <location line="+39"/>
        <source>− dropped since</source>
        <translation>− seither gelöscht</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>+ made since</source>
        <translation>+ seither angelegt</translation>
    </message>
</context>
<context>
    <name>strandline::schema::TableListModel</name>
    <message>
        <location filename="../models/browse/table_list_model.cpp" line="+45"/>
        <source>%1 existed then and has been dropped since.</source>
        <translation>%1 gab es damals, und sie wurde seither gelöscht.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1 did not exist then.</source>
        <translation>%1 gab es damals nicht.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1: about %2</source>
        <translation>%1: etwa %2</translation>
    </message>
    <message>
        <location line="+50"/>
        <source>Reading the list of tables</source>
        <translation>Liste der Tabellen wird gelesen</translation>
    </message>
</context>
<context>
    <name>strandline::schema::TableListPane</name>
    <message>
        <location filename="../views/browse/table_list_pane.cpp" line="+27"/>
        <location line="+1"/>
        <source>Find a table</source>
        <translation>Tabelle suchen</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Tables and views</source>
        <translation>Tabellen und Sichten</translation>
    </message>
    <message>
        <location line="+34"/>
        <source>This database has no tables.</source>
        <translation>Diese Datenbank hat keine Tabellen.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>No table&apos;s name contains “%1”.</source>
        <translation>Kein Tabellenname enthält „%1“.</translation>
    </message>
</context>
<context>
    <name>strandline::rows::TableRowsModel</name>
    <message>
        <location filename="../models/browse/table_rows_model.cpp" line="+48"/>
        <location line="+168"/>
        <source>Reading %1</source>
        <translation>%1 wird gelesen</translation>
    </message>
    <message>
        <location line="-89"/>
        <source>Counting the rows of %1</source>
        <translation>Zeilen von %1 werden gezählt</translation>
    </message>
    <message>
        <location filename="../models/browse/table_rows_model_data.cpp" line="+98"/>
        <source>BLOB · %1</source>
        <translation>BLOB · %1</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>%1: empty text</source>
        <translation>%1: leerer Text</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>%1: NULL, no value</source>
        <translation>%1: NULL, kein Wert</translation>
    </message>
    <message>
        <location line="+22"/>
        <source>Loading</source>
        <translation>Wird geladen</translation>
    </message>
    <message>
        <location line="+42"/>
        <source>no declared type</source>
        <translation>ohne erklärten Typ</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>primary key</source>
        <translation>Primärschlüssel</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>not NULL</source>
        <translation>nicht NULL</translation>
    </message>
</context>
<context>
    <name>strandline::message::MessageArea</name>
    <message>
        <location filename="../views/common/message/message_area.cpp" line="+100"/>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>strandline::session::DatabaseSession</name>
    <message>
        <location filename="../models/session/database_session.cpp" line="+35"/>
        <source>Opening %1</source>
        <translation>%1 wird geöffnet</translation>
    </message>
</context>
<context>
    <name>strandline::shell::ContextBar</name>
    <message>
        <location filename="../views/shell/context_bar.cpp" line="+19"/>
        <source>Read only</source>
        <translation>Nur lesen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Return to now</source>
        <translation>Zum Jetzt</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Database and moment</source>
        <translation>Datenbank und Zeitpunkt</translation>
    </message>
    <message>
        <location line="+42"/>
        <source>No database</source>
        <translation>Keine Datenbank</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>As of %1</source>
        <translation>Stand %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1
%2
%3</source>
        <translation>%1
%2
%3</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>You look at the present. Choose a commit in the history, or click here, to look at the past.</source>
        <translation>Sie sehen die Gegenwart. Wählen Sie in der Historie einen Commit oder klicken Sie hier, um die Vergangenheit zu sehen.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Moment: %1</source>
        <translation>Zeitpunkt: %1</translation>
    </message>
</context>
<context>
    <name>strandline::shell::MainWindow</name>
    <message>
        <location filename="../views/shell/main_window_menus.cpp" line="+25"/>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen …</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>&amp;New window</source>
        <translation>&amp;Neues Fenster</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>&amp;Close database</source>
        <translation>Datenbank &amp;schließen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>%1 (missing)</source>
        <translation>%1 (fehlt)</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>No files yet</source>
        <translation>Noch keine Dateien</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Clear this list</source>
        <translation>Diese Liste leeren</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>&amp;Previous commit</source>
        <translation>&amp;Voriger Commit</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Ne&amp;xt commit</source>
        <translation>Näch&amp;ster Commit</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>&amp;Return to now</source>
        <translation>&amp;Zum Jetzt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Ctrl+Shift+N</source>
        <translation>Ctrl+Shift+N</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>&amp;Theme</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>&amp;Collapse navigation</source>
        <translation>&amp;Navigation einklappen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>&amp;Database</source>
        <translation>Daten&amp;bank</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;Record…</source>
        <translation>&amp;Aufzeichnen …</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>&amp;Stop recording</source>
        <translation>Aufzeichnung &amp;beenden</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;About Strandline</source>
        <translation>Ü&amp;ber Strandline</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Strandline %1, with SQLite %2 and Qt %3.</source>
        <translation>Strandline %1, mit SQLite %2 und Qt %3.</translation>
    </message>
    <message>
        <location filename="../views/shell/main_window.cpp" line="+71"/>
        <source>%1 is being recorded. Every commit that any program makes now enters its history.</source>
        <translation>%1 wird aufgezeichnet. Jeder Commit jedes Programms kommt ab jetzt in die Historie.</translation>
    </message>
    <message>
        <location line="+49"/>
        <source>Open database</source>
        <translation>Datenbank öffnen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>SQLite databases (*.db *.sqlite *.sqlite3 *.db3)</source>
        <translation>SQLite-Datenbanken (*.db *.sqlite *.sqlite3 *.db3)</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <location line="+37"/>
        <source>Strandline</source>
        <translation>Strandline</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>%1 — Strandline</source>
        <translation>%1 — Strandline</translation>
    </message>
</context>
<context>
    <name>strandline::shell::MomentMenu</name>
    <message>
        <location filename="../views/shell/moment_menu.cpp" line="+23"/>
        <source>SCN or time</source>
        <translation>SCN oder Zeit</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>SCN or time to look at</source>
        <translation>SCN oder Zeit, die gezeigt wird</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Previous commit</source>
        <translation>Voriger Commit</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Next commit</source>
        <translation>Nächster Commit</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Return to now</source>
        <translation>Zum Jetzt</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>For example 629 or 2026-11-10 14:22, in local time</source>
        <translation>Zum Beispiel 629 oder 2026-11-10 14:22, Ortszeit</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+20"/>
        <location line="+15"/>
        <source>There is no history yet.</source>
        <translation>Es gibt noch keine Historie.</translation>
    </message>
    <message>
        <location line="-14"/>
        <source>The history holds the SCNs %1 to %2.</source>
        <translation>Die Historie enthält die SCNs %1 bis %2.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>This is neither an SCN nor a time such as 2026-11-10 14:22.</source>
        <translation>Das ist weder eine SCN noch eine Zeit wie 2026-11-10 14:22.</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>The history begins on %1.</source>
        <translation>Die Historie beginnt am %1.</translation>
    </message>
</context>
<context>
    <name>strandline::shell::Navigation</name>
    <message>
        <location filename="../views/shell/navigation.cpp" line="+16"/>
        <source>Navigation</source>
        <translation>Navigation</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <location line="+30"/>
        <source>Show names in the navigation</source>
        <translation>Namen in der Navigation zeigen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Collapse the navigation</source>
        <translation>Navigation einklappen</translation>
    </message>
</context>
<context>
    <name>strandline::shell::RecordingBar</name>
    <message>
        <location filename="../views/shell/recording_bar.cpp" line="+20"/>
        <source>Recording</source>
        <translation>Aufzeichnung läuft</translation>
    </message>
    <message>
        <location line="+50"/>
        <source>Recording needs %1 in WAL mode (write-ahead logging); it uses the journal mode “%2” now. The mode is kept in the file: other programs will use WAL too, and go on working.</source>
        <translation>Zum Aufzeichnen muss %1 im WAL-Modus sein (Write-Ahead-Logging); jetzt gilt der Journalmodus „%2“. Der Modus steht in der Datei: Andere Programme benutzen dann ebenfalls WAL und arbeiten weiter.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Turn on WAL and record</source>
        <translation>WAL einschalten und aufzeichnen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1 is not being recorded. Its history ends at %2, %3; commits made since then can become a gap.</source>
        <translation>%1 wird nicht aufgezeichnet. Die Historie endet bei %2, %3; spätere Commits können zu einer Lücke werden.</translation>
    </message>
    <message>
        <location line="+3"/>
        <location line="+5"/>
        <source>Record</source>
        <translation>Aufzeichnen</translation>
    </message>
    <message>
        <location line="-5"/>
        <location line="+5"/>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <location line="-3"/>
        <source>%1 is not being recorded. Record it to see every commit that any program makes, and every table as it was. The file itself is not changed.</source>
        <translation>%1 wird nicht aufgezeichnet. Zeichnen Sie sie auf, um jeden Commit jedes Programms und jede Tabelle in jedem früheren Stand zu sehen. Die Datei selbst wird nicht verändert.</translation>
    </message>
</context>
<context>
    <name>strandline::shell::StartPage</name>
    <message>
        <location filename="../views/shell/start_page.cpp" line="+15"/>
        <source>Recent databases</source>
        <translation>Zuletzt geöffnete Datenbanken</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Open a SQLite database</source>
        <translation>SQLite-Datenbank öffnen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Its tables appear here, and every commit that its history holds. You can also drop a file on this window.</source>
        <translation>Hier erscheinen ihre Tabellen und jeder Commit ihrer Historie. Sie können auch eine Datei in dieses Fenster ziehen.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Open database…</source>
        <translation>Datenbank öffnen …</translation>
    </message>
    <message>
        <location line="+50"/>
        <source>missing · %1</source>
        <translation>fehlt · %1</translation>
    </message>
</context>
<context>
    <name>strandline::shell::StatusPanel</name>
    <message>
        <location filename="../views/shell/status_panel.cpp" line="+23"/>
        <source>Cancel this task</source>
        <translation>Diese Aufgabe abbrechen</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <location line="+51"/>
        <source>No database is open</source>
        <translation>Keine Datenbank geöffnet</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Looking for a history</source>
        <translation>Historie wird gesucht</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Not recorded</source>
        <translation>Nicht aufgezeichnet</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>No program records the commits of this database.</source>
        <translation>Kein Programm zeichnet die Commits dieser Datenbank auf.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Starting to record</source>
        <translation>Aufzeichnung beginnt</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Stopping</source>
        <translation>Wird beendet</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Recorded by %1</source>
        <translation>Aufgezeichnet von %1</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Recording waits</source>
        <translation>Aufzeichnung wartet</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Recording · lag %1</source>
        <translation>Aufzeichnung läuft · Verzug %1</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Recording</source>
        <translation>Aufzeichnung läuft</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Time from a commit to its place in the history, half of the recent commits are faster.</source>
        <translation>Zeit von einem Commit bis zu seinem Platz in der Historie; die Hälfte der letzten Commits war schneller.</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>%1: cancelling</source>
        <translation>%1: wird abgebrochen</translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>%1 (and %n more)</source>
        <translation>
            <numerusform>%1 (und %n weitere)</numerusform>
            <numerusform>%1 (und %n weitere)</numerusform>
        </translation>
    </message>
    <message>
        <location line="+10"/>
        <source>%1 · %2/s</source>
        <translation>%1 · %2/s</translation>
    </message>
</context>
<context>
    <name>strandline::text</name>
    <message numerus="yes">
        <location filename="../models/text/quantities.cpp" line="+42"/>
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n Byte</numerusform>
            <numerusform>%n Bytes</numerusform>
        </translation>
    </message>
    <message>
        <location line="+9"/>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1 s ago</source>
        <translation>vor %1 s</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1 min ago</source>
        <translation>vor %1 min</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1 h ago</source>
        <translation>vor %1 h</translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>vor %n Tag</numerusform>
            <numerusform>vor %n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <location line="+16"/>
        <source>%1, %2 %3</source>
        <translation>%1, %2 %3</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>SCN %1</source>
        <translation>SCN %1</translation>
    </message>
    <message numerus="yes">
        <location line="+10"/>
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>%Ln page(s)</source>
        <translation>
            <numerusform>%Ln Seite</numerusform>
            <numerusform>%Ln Seiten</numerusform>
        </translation>
    </message>
    <message>
        <location line="+7"/>
        <source>%1 · %2 · %3</source>
        <translation>%1 · %2 · %3</translation>
    </message>
</context>
<context>
    <name>strandline::timeline::CommitChart</name>
    <message>
        <location filename="../views/common/timeline/commit_chart.cpp" line="+28"/>
        <source>Commits per %1</source>
        <translation>Commits je %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Changed pages per %1</source>
        <translation>Geänderte Seiten je %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Stored bytes per %1</source>
        <translation>Gespeicherte Bytes je %1</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Commits over time</source>
        <translation>Commits im Lauf der Zeit</translation>
    </message>
    <message>
        <location line="+104"/>
        <source>No commits.</source>
        <translation>Keine Commits.</translation>
    </message>
    <message numerus="yes">
        <location line="+0"/>
        <source>%n commit(s).</source>
        <translation>
            <numerusform>%n Commit.</numerusform>
            <numerusform>%n Commits.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Chosen: %1.</source>
        <translation>Gewählt: %1.</translation>
    </message>
    <message>
        <location line="+69"/>
        <source>No commits yet</source>
        <translation>Noch keine Commits</translation>
    </message>
    <message>
        <location line="+88"/>
        <source>Gap</source>
        <translation>Lücke</translation>
    </message>
    <message>
        <location filename="../views/common/timeline/commit_chart_input.cpp" line="+99"/>
        <source>%1, %2 long</source>
        <translation>%1, %2 lang</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>no commits</source>
        <translation>keine Commits</translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>%Ln commit(s)</source>
        <translation>
            <numerusform>%Ln Commit</numerusform>
            <numerusform>%Ln Commits</numerusform>
        </translation>
    </message>
    <message>
        <location line="+3"/>
        <source>SCN %1 to %2</source>
        <translation>SCN %1 bis %2</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1 · %2 stored</source>
        <translation>%1 · %2 gespeichert</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>start of the history</source>
        <translation>Beginn der Historie</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>gap: commits here were not seen</source>
        <translation>Lücke: Commits hier wurden nicht gesehen</translation>
    </message>
</context>
<context>
    <name>strandline::timeline::CommitsModel</name>
    <message>
        <location filename="../models/timeline/commits_model.cpp" line="+56"/>
        <source>Start of the history</source>
        <translation>Beginn der Historie</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Gap: commits before it were not seen</source>
        <translation>Lücke: Commits davor wurden nicht gesehen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Time uncertain: caught up after a pause</source>
        <translation>Zeit ungenau: nach einer Pause nachgeholt</translation>
    </message>
    <message>
        <location line="+41"/>
        <source>between %1 and %2</source>
        <translation>zwischen %1 und %2</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1
%2
%3</source>
        <translation>%1
%2
%3</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>SCN</source>
        <translation>SCN</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Stored</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Remarks</source>
        <translation>Notiz</translation>
    </message>
</context>
<context>
    <name>strandline::timeline::HistoryPane</name>
    <message>
        <location filename="../views/common/timeline/history_pane.cpp" line="+25"/>
        <source>Zoom to this range</source>
        <translation>Auf diesen Bereich vergrößern</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Record…</source>
        <translation>Aufzeichnen …</translation>
    </message>
    <message>
        <location line="+5"/>
        <location line="+41"/>
        <source>History</source>
        <translation>Historie</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Remove this filter</source>
        <translation>Diesen Filter entfernen</translation>
    </message>
    <message>
        <location line="+16"/>
        <location line="+29"/>
        <source>Commits</source>
        <translation>Commits</translation>
    </message>
    <message>
        <location line="-29"/>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Height of the bars: %1</source>
        <translation>Höhe der Balken: %1</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Show all commits</source>
        <translation>Alle Commits zeigen</translation>
    </message>
    <message>
        <location line="+76"/>
        <source>The database is being taken in as it is now. Its commits will appear here.</source>
        <translation>Die Datenbank wird aufgenommen, wie sie jetzt ist. Ihre Commits erscheinen hier.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Every commit will appear here once this database is recorded.</source>
        <translation>Jeder Commit erscheint hier, sobald diese Datenbank aufgezeichnet wird.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>%1 · %2 of history</source>
        <translation>%1 · %2 Historie</translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <location line="+31"/>
        <source>%Ln commit(s)</source>
        <translation>
            <numerusform>%Ln Commit</numerusform>
            <numerusform>%Ln Commits</numerusform>
        </translation>
    </message>
    <message>
        <location line="-2"/>
        <source>%1 to %2 · %3</source>
        <translation>%1 bis %2 · %3</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Filter: %1</source>
        <translation>Filter: %1</translation>
    </message>
</context>
<context>
    <name>strandline::timeline::RecordingService</name>
    <message>
        <location filename="../models/timeline/recording_service.cpp" line="+55"/>
        <source>%1 (process %2)</source>
        <translation>%1 (Prozess %2)</translation>
    </message>
    <message>
        <location line="+102"/>
        <source>Starting to record</source>
        <translation>Aufzeichnung beginnt</translation>
    </message>
</context>
</TS>
