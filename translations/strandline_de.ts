<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>CommitChart</name>
    <message>
        <location filename="../views/common/timeline/commit_chart.cpp" line="+31"/>
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
</context>
<context>
    <name>main</name>
    <message>
        <location filename="../app/workbench/main.cpp" line="+55"/>
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
    <message>
        <location line="+3"/>
        <source>Open a worksheet with the text of FILE over the first database.</source>
        <translation>Ein Arbeitsblatt mit dem Text von FILE über der ersten Datenbank öffnen.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Start a program of its own, even where one is running already.</source>
        <translation>Ein eigenes Programm starten, auch wenn schon eines läuft.</translation>
    </message>
    <message>
        <location line="+29"/>
        <source>--sql needs a database to run the statements in.</source>
        <translation>--sql braucht eine Datenbank, in der die Anweisungen laufen.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Cannot read %1: %2.</source>
        <translation>%1 lässt sich nicht lesen: %2.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>%1 is larger than 16 MiB. Run it with strandctl sql.</source>
        <translation>%1 ist größer als 16 MiB. Mit strandctl sql lässt sie sich ausführen.</translation>
    </message>
</context>
<context>
    <name>strandline::backup</name>
    <message>
        <location filename="../views/backup/backups_feature.cpp" line="+139"/>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
</context>
<context>
    <name>strandline::backup::BackupPanes</name>
    <message>
        <location filename="../views/backup/backup_panes.cpp" line="+33"/>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Catalogue</source>
        <translation>Katalog</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Snapshots</source>
        <translation>Momentaufnahmen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Retention</source>
        <translation>Aufbewahrung</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Off-site</source>
        <translation>Auswärts</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
</context>
<context>
    <name>strandline::backup::BackupWork</name>
    <message>
        <location filename="../models/backup/backup_work.cpp" line="+92"/>
        <source>%1 of %2</source>
        <comment>an amount of a total</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1 left</source>
        <comment>a duration</comment>
        <translation>noch %1</translation>
    </message>
    <message>
        <location line="+42"/>
        <source>Backing up %1</source>
        <translation>%1 wird gesichert</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Checking the backups against the disk</source>
        <translation>Sicherungen werden mit dem Datenträger verglichen</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>Verifying backups</source>
        <translation>Sicherungen werden geprüft</translation>
    </message>
    <message>
        <location line="+26"/>
        <source>Deleting backups</source>
        <translation>Sicherungen werden gelöscht</translation>
    </message>
    <message>
        <location line="+56"/>
        <source>Deleting backups that no rule keeps</source>
        <translation>Sicherungen, die keine Regel behält, werden gelöscht</translation>
    </message>
</context>
<context>
    <name>strandline::backup::BackupsPage</name>
    <message>
        <location filename="../views/backup/backups_page.cpp" line="+30"/>
        <source>Restore…</source>
        <translation>Wiederherstellen…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <location line="+3"/>
        <location line="+1"/>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Read the backups again</source>
        <translation>Sicherungen neu einlesen</translation>
    </message>
    <message>
        <location line="+53"/>
        <source>What to show of the backups</source>
        <translation>Was von den Sicherungen gezeigt wird</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>Show: %1</source>
        <translation>Zeigen: %1</translation>
    </message>
    <message numerus="yes">
        <location line="+105"/>
        <source>All %n backup(s) of %1 are on the disk.</source>
        <translation>
            <numerusform>Die %n Sicherung in %1 ist auf dem Datenträger.</numerusform>
            <numerusform>Alle %n Sicherungen in %1 sind auf dem Datenträger.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>Of %n backup(s) in %1, %2 are missing and %3 damaged.</source>
        <translation>
            <numerusform>Von %n Sicherung in %1 fehlen %2 und sind %3 beschädigt.</numerusform>
            <numerusform>Von %n Sicherungen in %1 fehlen %2 und sind %3 beschädigt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+7"/>
        <source>%n backup(s) deleted.</source>
        <translation>
            <numerusform>%n Sicherung gelöscht.</numerusform>
            <numerusform>%n Sicherungen gelöscht.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+4"/>
        <source>%n backup(s) deleted, %1 freed.</source>
        <translation>
            <numerusform>%n Sicherung gelöscht, %1 freigegeben.</numerusform>
            <numerusform>%n Sicherungen gelöscht, %1 freigegeben.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Reading the backups…</source>
        <translation>Die Sicherungen werden gelesen…</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>No backup protects this database.</source>
        <translation>Keine Sicherung schützt diese Datenbank.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Nothing can be restored from the backups that there are.</source>
        <translation>Aus den vorhandenen Sicherungen lässt sich nichts wiederherstellen.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Protected up to %1, %2</source>
        <translation>Geschützt bis %1, %2</translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>%n set(s) damaged or missing</source>
        <translation>
            <numerusform>%n Satz beschädigt oder nicht da</numerusform>
            <numerusform>%n Sätze beschädigt oder nicht da</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>strandline::backup::CataloguePane</name>
    <message>
        <location filename="../views/backup/catalogue_pane.cpp" line="+40"/>
        <source>Kind of the backups</source>
        <translation>Art der Sicherungen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Status of the backups</source>
        <translation>Status der Sicherungen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Store of the backups</source>
        <translation>Ablage der Sicherungen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Check against the disk</source>
        <translation>Mit dem Datenträger vergleichen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>What the verification found</source>
        <translation>Was die Prüfung fand</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Catalogue of the backups</source>
        <translation>Katalog der Sicherungen</translation>
    </message>
    <message>
        <location line="+47"/>
        <source>Find a backup by its id, a tag or a piece</source>
        <translation>Sicherung nach Kennung, Schlagwort oder Stück suchen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Id, tag or piece</source>
        <translation>Kennung, Schlagwort oder Stück</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>All kinds</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Any status</source>
        <translation>Jeder Status</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Compares the catalogue of each store with what is in its folder.</source>
        <translation>Vergleicht den Katalog jeder Ablage mit dem Inhalt ihres Ordners.</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>Backup sets and their pieces</source>
        <translation>Sicherungssätze und ihre Stücke</translation>
    </message>
    <message>
        <location line="+22"/>
        <source>Delete the chosen backup…</source>
        <translation>Gewählte Sicherung löschen…</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Find a backup</source>
        <translation>Sicherung suchen</translation>
    </message>
    <message>
        <location line="+26"/>
        <source>All stores</source>
        <translation>Alle Ablagen</translation>
    </message>
    <message>
        <location line="+56"/>
        <source>No backup fits the filter.</source>
        <translation>Keine Sicherung passt zum Filter.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Backup sets are listed here. The first one is made under Back up now.</source>
        <translation>Hier stehen die Sicherungssätze. Der erste wird unter „Jetzt sichern“ gemacht.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Reading the backups…</source>
        <translation>Die Sicherungen werden gelesen…</translation>
    </message>
</context>
<context>
    <name>strandline::backup::CopiesModel</name>
    <message>
        <location filename="../models/backup/places_model.cpp" line="+208"/>
        <source>Not here</source>
        <translation>Nicht hier</translation>
    </message>
    <message>
        <location line="+0"/>
        <location line="+21"/>
        <source>Here</source>
        <translation>Hier</translation>
    </message>
    <message>
        <location line="-21"/>
        <source>Damaged here</source>
        <translation>Hier beschädigt</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Not copied</source>
        <translation>Nicht kopiert</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Damaged there</source>
        <translation>Dort beschädigt</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Made</source>
        <translation>Gemacht</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>SCN</source>
        <translation>SCN</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Stored</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>There</source>
        <translation>Dort</translation>
    </message>
</context>
<context>
    <name>strandline::backup::CreatePane</name>
    <message>
        <location filename="../views/backup/create_pane.cpp" line="+82"/>
        <source>Folder of the backups</source>
        <translation>Ordner der Sicherungen</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+82"/>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <location line="-81"/>
        <location line="+101"/>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <location line="-100"/>
        <location line="+101"/>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <location line="-100"/>
        <location line="+101"/>
        <source>Passphrase again</source>
        <translation>Passphrase wiederholen</translation>
    </message>
    <message>
        <location line="-100"/>
        <location line="+112"/>
        <source>Cipher</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <location line="-111"/>
        <location line="+124"/>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <location line="-124"/>
        <location line="+139"/>
        <source>Verify it</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <location line="-138"/>
        <location line="+12"/>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <location line="-10"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Make a backup now</source>
        <translation>Jetzt eine Sicherung machen</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>Cancelled. The store is as it was.</source>
        <translation>Abgebrochen. Die Ablage ist, wie sie war.</translation>
    </message>
    <message>
        <location line="+42"/>
        <location line="+36"/>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <location line="-33"/>
        <source>Into the folder</source>
        <translation>In den Ordner</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Level of compression</source>
        <translation>Stufe der Kompression</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>1 is the fastest, 19 the smallest.</source>
        <translation>1 ist am schnellsten, 19 am kleinsten.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Compression</source>
        <translation>Kompression</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Not encrypted</source>
        <translation>Nicht verschlüsselt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>With a passphrase</source>
        <translation>Mit einer Passphrase</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>With a key file</source>
        <translation>Mit einer Schlüsseldatei</translation>
    </message>
    <message>
        <location line="+8"/>
        <location line="+4"/>
        <location line="+85"/>
        <source>Key file</source>
        <translation>Schlüsseldatei</translation>
    </message>
    <message>
        <location line="-84"/>
        <source>AES-256-GCM</source>
        <translation>AES-256-GCM</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>ChaCha20-Poly1305</source>
        <translation>ChaCha20-Poly1305</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>As retention says</source>
        <translation>Wie die Aufbewahrung sagt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Until a time</source>
        <translation>Bis zu einem Zeitpunkt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Keep it until</source>
        <translation>Behalten bis</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <location line="+2"/>
        <location line="+2"/>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <location line="-1"/>
        <source>before-migration, monthly</source>
        <translation>vor-umstellung, monatlich</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Quick</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Full</source>
        <comment>level of a verification</comment>
        <translation>Voll</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Restore test</source>
        <translation>Wiederherstellungstest</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Progress of the backup</source>
        <translation>Fortschritt der Sicherung</translation>
    </message>
    <message>
        <location line="+28"/>
        <source>Folder for the backups</source>
        <translation>Ordner für die Sicherungen</translation>
    </message>
    <message>
        <location line="+48"/>
        <source>On the disk of the database: a mistake can be undone from there, but a disk that dies takes both.</source>
        <translation>Auf dem Datenträger der Datenbank: Ein Fehler lässt sich von dort rückgängig machen, aber ein Datenträger, der ausfällt, nimmt beide mit.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>The folder is made where there is none.</source>
        <translation>Der Ordner wird angelegt, wenn es ihn nicht gibt.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>%1 free</source>
        <translation>%1 frei</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Everything: the database as of now, by itself.</source>
        <translation>Alles: die Datenbank, wie sie jetzt ist, für sich allein.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>The pages that changed since the last full, differential or cumulative backup.</source>
        <translation>Die Seiten, die sich seit der letzten vollen, differenziellen oder kumulativen Sicherung geändert haben.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>The pages that changed since the last full backup.</source>
        <translation>Die Seiten, die sich seit der letzten vollen Sicherung geändert haben.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Every commit since the last archived one: each of them can be restored.</source>
        <translation>Jeder Commit seit dem letzten archivierten: Jeder davon lässt sich wiederherstellen.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Without the key nobody can restore the backup, you neither. Keep the key elsewhere than the backups.</source>
        <translation>Ohne den Schlüssel kann niemand die Sicherung wiederherstellen, auch Sie nicht. Bewahren Sie ihn an einem anderen Ort auf als die Sicherungen.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>The other backups of this folder are encrypted; this one will not be.</source>
        <translation>Die anderen Sicherungen dieses Ordners sind verschlüsselt; diese wird es nicht sein.</translation>
    </message>
    <message>
        <location line="+31"/>
        <source>Give the key first, twice the same where it is a new passphrase.</source>
        <translation>Geben Sie zuerst den Schlüssel an, eine neue Passphrase zweimal gleich.</translation>
    </message>
    <message>
        <location line="+36"/>
        <source>Starting</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <location line="+28"/>
        <source>%1 is made: %2 stored of %3, in %4.</source>
        <translation>%1 ist gemacht: %2 gespeichert von %3, in %4.</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>The verification found nothing.</source>
        <translation>Die Prüfung fand nichts.</translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>The verification found %n thing(s).</source>
        <translation>
            <numerusform>Die Prüfung hat %n Befund.</numerusform>
            <numerusform>Die Prüfung hat %n Befunde.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>strandline::backup::DestinationForm</name>
    <message>
        <location filename="../views/backup/destination_form.cpp" line="+34"/>
        <source>Keep it up to date with</source>
        <translation>Aktuell halten mit</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Test the connection</source>
        <translation>Verbindung testen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Remember</source>
        <translation>Merken</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>A destination for copies</source>
        <translation>Ein Ziel für Kopien</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>vault</source>
        <translation>tresor</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>What the destination is</source>
        <translation>Was das Ziel ist</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A folder: another disk, a share</source>
        <translation>Ein Ordner: ein anderer Datenträger, eine Freigabe</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A bucket of an S3-compatible service</source>
        <translation>Ein Bucket eines S3-kompatiblen Dienstes</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>What it is</source>
        <translation>Was es ist</translation>
    </message>
    <message>
        <location line="+4"/>
        <location line="+4"/>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <location line="-3"/>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Folder for the copies</source>
        <translation>Ordner für die Kopien</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>It works: a small file was written there, read back and deleted.</source>
        <translation>Es geht: Eine kleine Datei wurde dort geschrieben, zurückgelesen und gelöscht.</translation>
    </message>
    <message>
        <location line="+25"/>
        <source>Bucket</source>
        <translation>Bucket</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Folder in the bucket</source>
        <translation>Ordner im Bucket</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>none: its root</source>
        <translation>keiner: seine Wurzel</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>none: Amazon&apos;s</source>
        <translation>keine: die von Amazon</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Where the access key is</source>
        <translation>Wo der Zugriffsschlüssel ist</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>In the environment (AWS_ACCESS_KEY_ID)</source>
        <translation>In der Umgebung (AWS_ACCESS_KEY_ID)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>In a file, as ~/.aws/credentials</source>
        <translation>In einer Datei wie ~/.aws/credentials</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>In the keychain</source>
        <translation>Im Schlüsselbund</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Access key</source>
        <translation>Zugriffsschlüssel</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>File of the access key</source>
        <translation>Datei des Zugriffsschlüssels</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Access key ID</source>
        <translation>Kennung des Zugriffsschlüssels</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Secret access key</source>
        <translation>Geheimer Zugriffsschlüssel</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Most KiB a second</source>
        <translation>Höchstens KiB je Sekunde</translation>
    </message>
    <message>
        <location line="+3"/>
        <source> KiB/s</source>
        <translation> KiB/s</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>As fast as it goes</source>
        <translation>So schnell es geht</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Store whose backups are kept there</source>
        <translation>Ablage, deren Sicherungen dort gehalten werden</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>Trying…</source>
        <translation>Wird ausprobiert …</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>A new destination</source>
        <translation>Ein neues Ziel</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Change %1</source>
        <translation>%1 ändern</translation>
    </message>
</context>
<context>
    <name>strandline::backup::EncryptionPane</name>
    <message>
        <location filename="../views/backup/encryption_pane.cpp" line="+35"/>
        <source>Save the key file elsewhere…</source>
        <translation>Schlüsseldatei anderswo speichern …</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+98"/>
        <source>The key until now</source>
        <translation>Der bisherige Schlüssel</translation>
    </message>
    <message>
        <location line="-97"/>
        <location line="+98"/>
        <source>The new key</source>
        <translation>Der neue Schlüssel</translation>
    </message>
    <message>
        <location line="-97"/>
        <source>Make a key file…</source>
        <translation>Schlüsseldatei anlegen …</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Keep it in the keychain</source>
        <translation>Im Schlüsselbund aufbewahren</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Encryption of the backups</source>
        <translation>Verschlüsselung der Sicherungen</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>The key is in %1. Whoever has this file can read the backups; without it nobody can.</source>
        <translation>Der Schlüssel liegt in %1. Wer diese Datei hat, kann die Sicherungen lesen; ohne sie kann es niemand.</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Store</source>
        <translation>Ablage</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>Save the key file as</source>
        <translation>Schlüsseldatei speichern als</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>The new passphrase again</source>
        <translation>Die neue Passphrase noch einmal</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Passphrase again</source>
        <translation>Passphrase noch einmal</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Make a key file</source>
        <translation>Schlüsseldatei anlegen</translation>
    </message>
    <message>
        <location line="+58"/>
        <source>New backups are not encrypted</source>
        <translation>Neue Sicherungen werden nicht verschlüsselt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>New backups are encrypted with a key file</source>
        <translation>Neue Sicherungen werden mit einer Schlüsseldatei verschlüsselt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>New backups are encrypted with a passphrase</source>
        <translation>Neue Sicherungen werden mit einer Passphrase verschlüsselt</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Key %1, set up %2.</source>
        <translation>Schlüssel %1, eingerichtet %2.</translation>
    </message>
    <message numerus="yes">
        <location line="+4"/>
        <source>%n backup(s) are encrypted with it.</source>
        <translation>
            <numerusform>%n Sicherung ist damit verschlüsselt.</numerusform>
            <numerusform>%n Sicherungen sind damit verschlüsselt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>%n backup(s) are encrypted with another key.</source>
        <translation>
            <numerusform>%n Sicherung ist mit einem anderen Schlüssel verschlüsselt.</numerusform>
            <numerusform>%n Sicherungen sind mit einem anderen Schlüssel verschlüsselt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+4"/>
        <source>%n backup(s) are not encrypted: whoever can read the folder can read them.</source>
        <translation>
            <numerusform>%n Sicherung ist nicht verschlüsselt: Wer den Ordner lesen kann, kann sie lesen.</numerusform>
            <numerusform>%n Sicherungen sind nicht verschlüsselt: Wer den Ordner lesen kann, kann sie lesen.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+4"/>
        <source>The keychain of this user keeps the key.</source>
        <translation>Der Schlüsselbund dieses Benutzers bewahrt den Schlüssel auf.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>There are no backups in this folder yet.</source>
        <translation>In diesem Ordner gibt es noch keine Sicherungen.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>If the key is lost, the backups that it encrypts are lost: there is no second key, no way around it, and nobody who could help. Keep it elsewhere than the backups: in a password manager, on paper, on a disk in a safe. The database itself isn&apos;t encrypted by it and stays as it is.</source>
        <translation>Geht der Schlüssel verloren, sind die Sicherungen verloren, die er verschlüsselt: Es gibt keinen zweiten Schlüssel, keinen Weg daran vorbei und niemanden, der helfen könnte. Bewahren Sie ihn anderswo auf als die Sicherungen: in einem Passwortverwalter, auf Papier, auf einem Datenträger im Tresor. Die Datenbank selbst wird davon nicht verschlüsselt und bleibt, wie sie ist.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Change the key</source>
        <translation>Schlüssel wechseln</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Set up a key</source>
        <translation>Schlüssel einrichten</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Backups that are there stay as they are. Those made from now on are encrypted.</source>
        <translation>Vorhandene Sicherungen bleiben, wie sie sind. Ab jetzt angelegte werden verschlüsselt.</translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>%n backup(s) are touched: the small key in the manifest of each is sealed anew. Their pieces stay as they are, so this takes seconds. Copies elsewhere are brought up to date with the next copy; until then they open with the old key. Jobs that name a key must be told the new one.</source>
        <translation>
            <numerusform>%n Sicherung ist betroffen: Der kleine Schlüssel in ihrem Manifest wird neu versiegelt. Ihre Teile bleiben, wie sie sind, daher dauert es Sekunden. Kopien anderswo werden mit dem nächsten Kopieren nachgezogen; bis dahin öffnet sie der alte Schlüssel. Aufträgen, die einen Schlüssel nennen, muss der neue genannt werden.</numerusform>
            <numerusform>%n Sicherungen sind betroffen: Der kleine Schlüssel im Manifest jeder wird neu versiegelt. Ihre Teile bleiben, wie sie sind, daher dauert es Sekunden. Kopien anderswo werden mit dem nächsten Kopieren nachgezogen; bis dahin öffnet sie der alte Schlüssel. Aufträgen, die einen Schlüssel nennen, muss der neue genannt werden.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+27"/>
        <source>Jobs can then back up without asking. Who can unlock this desktop can read the backups.</source>
        <translation>Aufträge können dann sichern, ohne zu fragen. Wer diese Arbeitsfläche entsperren kann, kann die Sicherungen lesen.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>There is no keychain on this desktop. Jobs can read the key from a file that only you may read.</source>
        <translation>Auf dieser Arbeitsfläche gibt es keinen Schlüsselbund. Aufträge können den Schlüssel aus einer Datei lesen, die nur Sie lesen dürfen.</translation>
    </message>
    <message numerus="yes">
        <location line="+4"/>
        <source>Change the key of %n backup(s)</source>
        <translation>
            <numerusform>Schlüssel von %n Sicherung wechseln</numerusform>
            <numerusform>Schlüssel von %n Sicherungen wechseln</numerusform>
        </translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Encrypt new backups</source>
        <translation>Neue Sicherungen verschlüsseln</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Give the key first, a passphrase twice the same.</source>
        <translation>Geben Sie zuerst den Schlüssel an, eine Passphrase zweimal gleich.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Name the key file below first.</source>
        <translation>Nennen Sie unten zuerst die Schlüsseldatei.</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>The key is set up: new backups are encrypted.</source>
        <translation>Der Schlüssel ist eingerichtet: Neue Sicherungen werden verschlüsselt.</translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>The key is changed: %n backup(s) open with the new one.</source>
        <translation>
            <numerusform>Der Schlüssel ist gewechselt: %n Sicherung öffnet sich mit dem neuen.</numerusform>
            <numerusform>Der Schlüssel ist gewechselt: %n Sicherungen öffnen sich mit dem neuen.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+4"/>
        <source>%1 stays with its key: %2</source>
        <translation>%1 behält seinen Schlüssel: %2</translation>
    </message>
</context>
<context>
    <name>strandline::backup::FindingsModel</name>
    <message>
        <location filename="../models/backup/findings_model.cpp" line="+13"/>
        <source>Checksum mismatch</source>
        <translation>Prüfsumme falsch</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Invalid header</source>
        <translation>Ungültiger Kopf</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Invalid data</source>
        <translation>Ungültige Daten</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Torn page</source>
        <translation>Zerrissene Seite</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Missing block</source>
        <translation>Fehlender Block</translation>
    </message>
    <message>
        <location line="+66"/>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Piece</source>
        <translation>Stück</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Offset</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>What it means</source>
        <translation>Was es bedeutet</translation>
    </message>
</context>
<context>
    <name>strandline::backup::KeyField</name>
    <message>
        <location filename="../views/backup/key_field.cpp" line="+15"/>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>%1: what it is</source>
        <translation>%1: was es ist</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+15"/>
        <source>Key file</source>
        <translation>Schlüsseldatei</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Path of the key file</source>
        <translation>Pfad der Schlüsseldatei</translation>
    </message>
    <message>
        <location line="+28"/>
        <source>From the keychain</source>
        <translation>Aus dem Schlüsselbund</translation>
    </message>
</context>
<context>
    <name>strandline::backup::OffsitePane</name>
    <message>
        <location filename="../views/backup/offsite_pane.cpp" line="+44"/>
        <source>Destinations for copies</source>
        <translation>Ziele für Kopien</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Add…</source>
        <translation>Hinzufügen …</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Change…</source>
        <translation>Ändern …</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Verify there</source>
        <translation>Dort prüfen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Delete there…</source>
        <translation>Dort löschen …</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Restore drill</source>
        <translation>Wiederherstellung proben</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Key of the backups</source>
        <translation>Schlüssel der Sicherungen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Backups, here and there</source>
        <translation>Sicherungen, hier und dort</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Copies elsewhere</source>
        <translation>Kopien anderswo</translation>
    </message>
    <message>
        <location line="+57"/>
        <source>%1 is forgotten. The copies there stay there.</source>
        <translation>%1 ist vergessen. Die Kopien dort bleiben dort.</translation>
    </message>
    <message>
        <location line="+55"/>
        <source>Fetches what the newest state takes, restores it in a folder of its own, checks it, and deletes it: how long a recovery takes, and what it would lose.</source>
        <translation>Holt, was der neueste Stand braucht, stellt ihn in einem eigenen Ordner wieder her, prüft und löscht ihn: wie lange eine Wiederherstellung dauert und was sie verlöre.</translation>
    </message>
    <message>
        <location line="+31"/>
        <source>Key for the drill</source>
        <translation>Schlüssel für die Probe</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Progress of the copy</source>
        <translation>Fortschritt der Kopie</translation>
    </message>
    <message>
        <location line="+22"/>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>Starting</source>
        <translation>Beginnt</translation>
    </message>
    <message numerus="yes">
        <location line="+14"/>
        <source>%n backup(s) copied, read back and compared: %1 sent in %2.</source>
        <translation>
            <numerusform>%n Sicherung kopiert, zurückgelesen und verglichen: %1 gesendet in %2.</numerusform>
            <numerusform>%n Sicherungen kopiert, zurückgelesen und verglichen: %1 gesendet in %2.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+4"/>
        <source>%1 had arrived before.</source>
        <translation>%1 waren schon angekommen.</translation>
    </message>
    <message numerus="yes">
        <location line="+8"/>
        <source>%n backup(s) fetched into %1: %2 in %3.</source>
        <translation>
            <numerusform>%n Sicherung nach %1 geholt: %2 in %3.</numerusform>
            <numerusform>%n Sicherungen nach %1 geholt: %2 in %3.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+6"/>
        <source>Every byte of %n backup(s) there is what was copied.</source>
        <translation>
            <numerusform>Jedes Byte von %n Sicherung dort ist, was kopiert wurde.</numerusform>
            <numerusform>Jedes Byte von %n Sicherungen dort ist, was kopiert wurde.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>%n finding(s):</source>
        <translation>
            <numerusform>%n Befund:</numerusform>
            <numerusform>%n Befunde:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+7"/>
        <source>%n copy(s) deleted there.</source>
        <translation>
            <numerusform>%n Kopie dort gelöscht.</numerusform>
            <numerusform>%n Kopien dort gelöscht.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Cancelled. What has arrived there counts when you go on.</source>
        <translation>Abgebrochen. Was dort angekommen ist, zählt, wenn Sie fortfahren.</translation>
    </message>
    <message>
        <location line="+79"/>
        <source>A copy elsewhere survives what happens to this computer: a folder on another disk or share, or a bucket of an S3-compatible service.</source>
        <translation>Eine Kopie anderswo übersteht, was diesem Rechner geschieht: ein Ordner auf einem anderen Datenträger oder einer Freigabe, oder ein Bucket eines S3-kompatiblen Dienstes.</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>There are no backups of this database yet.</source>
        <translation>Von dieser Datenbank gibt es noch keine Sicherungen.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>No copies elsewhere yet</source>
        <translation>Noch keine Kopien anderswo</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Reading the destinations…</source>
        <translation>Die Ziele werden gelesen …</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>What stands on one computer goes with it. Add a destination, and the backups below can be copied there: as encrypted as they are here, and read back before they count.</source>
        <translation>Was auf einem Rechner steht, geht mit ihm verloren. Fügen Sie ein Ziel hinzu, dann können die Sicherungen unten dorthin kopiert werden: so verschlüsselt wie hier, und zurückgelesen, bevor sie zählen.</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Reading what is there…</source>
        <translation>Was dort ist, wird gelesen …</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>All backups of this database are there.</source>
        <translation>Alle Sicherungen dieser Datenbank sind dort.</translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>%n backup(s) are not there yet.</source>
        <translation>
            <numerusform>%n Sicherung ist noch nicht dort.</numerusform>
            <numerusform>%n Sicherungen sind noch nicht dort.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+17"/>
        <source>up to %1, %2</source>
        <translation>bis %1, %2</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>nothing can be restored from there</source>
        <translation>von dort kann nichts wiederhergestellt werden</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>how far behind can&apos;t be told</source>
        <translation>wie weit zurück, ist nicht zu sagen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>not behind</source>
        <translation>nicht zurück</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>%1 behind the database</source>
        <translation>%1 hinter der Datenbank</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Standby: %1; %2.</source>
        <translation>Standby: %1; %2.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Brought up to date %1.</source>
        <translation>Auf den Stand gebracht: %1.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Last drill %1: RTO %2, RPO %3.</source>
        <translation>Letzte Probe %1: RTO %2, RPO %3.</translation>
    </message>
    <message>
        <location line="+2"/>
        <location line="+56"/>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <location line="-55"/>
        <source>The last drill failed %1: %2</source>
        <translation>Die letzte Probe ist %1 gescheitert: %2</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>No drill has tried yet whether a recovery from there works.</source>
        <translation>Noch keine Probe hat gezeigt, ob eine Wiederherstellung von dort gelingt.</translation>
    </message>
    <message numerus="yes">
        <location line="+14"/>
        <source>Copy %n backup(s) there</source>
        <translation>
            <numerusform>%n Sicherung dorthin kopieren</numerusform>
            <numerusform>%n Sicherungen dorthin kopieren</numerusform>
        </translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Copy there</source>
        <translation>Dorthin kopieren</translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>Fetch %n backup(s)</source>
        <translation>
            <numerusform>%n Sicherung holen</numerusform>
            <numerusform>%n Sicherungen holen</numerusform>
        </translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Fetch what is missing here</source>
        <translation>Holen, was hier fehlt</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Choose copies in the list first.</source>
        <translation>Wählen Sie zuerst Kopien in der Liste.</translation>
    </message>
    <message numerus="yes">
        <location line="+9"/>
        <source>This deletes %n copy(s) there. What is here stays; what other copies need there is not deleted.</source>
        <translation>
            <numerusform>Das löscht %n Kopie dort. Was hier ist, bleibt; was andere Kopien dort brauchen, wird nicht gelöscht.</numerusform>
            <numerusform>Das löscht %n Kopien dort. Was hier ist, bleibt; was andere Kopien dort brauchen, wird nicht gelöscht.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>Delete %n copy(s)</source>
        <translation>
            <numerusform>%n Kopie löschen</numerusform>
            <numerusform>%n Kopien löschen</numerusform>
        </translation>
    </message>
    <message>
        <location line="+9"/>
        <source>The drill failed: %1</source>
        <translation>Die Probe ist gescheitert: %1</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>The drill passed: %1 restored and checked. RTO %2 (%3 of it fetching), RPO %4.</source>
        <translation>Die Probe ist gelungen: %1 wiederhergestellt und geprüft. RTO %2 (davon %3 für das Holen), RPO %4.</translation>
    </message>
</context>
<context>
    <name>strandline::backup::OffsitePlaces</name>
    <message>
        <location filename="../models/backup/offsite_places.cpp" line="+122"/>
        <source>Looking at the copies elsewhere</source>
        <translation>Nach den Kopien anderswo wird gesehen</translation>
    </message>
</context>
<context>
    <name>strandline::backup::OffsiteWork</name>
    <message>
        <location filename="../models/backup/offsite_work.cpp" line="+87"/>
        <source>Copying backups to %1</source>
        <translation>Sicherungen werden nach %1 kopiert</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>Fetching backups from %1</source>
        <translation>Sicherungen werden von %1 geholt</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Verifying the copies in %1</source>
        <translation>Die Kopien in %1 werden geprüft</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Deleting copies in %1</source>
        <translation>Kopien in %1 werden gelöscht</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>Restoring from %1 to see whether it works</source>
        <translation>Wiederherstellung von %1 wird geprobt</translation>
    </message>
    <message>
        <location line="+22"/>
        <source>Trying %1</source>
        <translation>%1 wird ausprobiert</translation>
    </message>
</context>
<context>
    <name>strandline::backup::OverviewPane</name>
    <message>
        <location filename="../views/backup/overview_pane.cpp" line="+107"/>
        <source>What protects this database</source>
        <translation>Was diese Datenbank schützt</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>A backup set restores the database as it was, on this computer or another. Nightly full backups with archive logs in between restore every single commit. A good place for them is another disk: one that dies takes a copy beside the database with it.</source>
        <translation>Ein Sicherungssatz stellt die Datenbank wieder her, wie sie war, auf diesem Rechner oder einem anderen. Nächtliche Vollsicherungen mit Archivprotokollen dazwischen stellen jeden einzelnen Commit wieder her. Ein guter Platz ist ein anderer Datenträger: Fällt einer aus, nimmt er die Kopie neben der Datenbank mit.</translation>
    </message>
    <message>
        <location line="+13"/>
        <location line="+163"/>
        <source>Set up nightly backups</source>
        <translation>Nächtliche Sicherungen einrichten</translation>
    </message>
    <message>
        <location line="-161"/>
        <source>Takes two minutes: when, where to, and how long they are kept.</source>
        <translation>Dauert zwei Minuten: wann, wohin und wie lange sie bleiben.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Make one backup…</source>
        <translation>Eine Sicherung machen…</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Show backups of a folder…</source>
        <translation>Sicherungen eines Ordners zeigen…</translation>
    </message>
    <message>
        <location line="+26"/>
        <source>What can be restored</source>
        <translation>Was sich wiederherstellen lässt</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Ranges that can be restored, and gaps</source>
        <translation>Bereiche, die sich wiederherstellen lassen, und Lücken</translation>
    </message>
    <message>
        <location line="+26"/>
        <source>Last good backup</source>
        <translation>Letzte gute Sicherung</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Next run</source>
        <translation>Nächster Lauf</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Storage used</source>
        <translation>Belegter Platz</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Last restore drill</source>
        <translation>Letzte Wiederherstellungsprobe</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>Stores</source>
        <translation>Ablagen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen…</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Shows the backups of a folder that this computer doesn&apos;t know yet.</source>
        <translation>Zeigt die Sicherungen eines Ordners, den dieser Rechner noch nicht kennt.</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Folder of the backups</source>
        <translation>Ordner der Sicherungen</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>No backup protects this database yet</source>
        <translation>Noch schützt keine Sicherung diese Datenbank</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Reading the backups…</source>
        <translation>Die Sicherungen werden gelesen…</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Nothing can be restored from these stores.</source>
        <translation>Aus diesen Ablagen lässt sich nichts wiederherstellen.</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>%1, up to %2</source>
        <comment>a backup, SCN</comment>
        <translation>%1, bis %2</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Nothing can be restored.</source>
        <translation>Nichts lässt sich wiederherstellen.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Not planned</source>
        <translation>Nicht geplant</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>No job makes backups of this database by itself.</source>
        <translation>Kein Auftrag sichert diese Datenbank von selbst.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Schedules</source>
        <translation>Zeitpläne</translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <location line="+38"/>
        <source>%n backup set(s)</source>
        <translation>
            <numerusform>%n Sicherungssatz</numerusform>
            <numerusform>%n Sicherungssätze</numerusform>
        </translation>
    </message>
    <message>
        <location line="-35"/>
        <source>%1 times smaller than their content</source>
        <translation>%1-mal kleiner als ihr Inhalt</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Restored and checked in %1</source>
        <translation>Wiederhergestellt und geprüft in %1</translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n Befund</numerusform>
            <numerusform>%n Befunde</numerusform>
        </translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>No restore was tried yet.</source>
        <translation>Noch wurde keine Wiederherstellung erprobt.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Verify…</source>
        <translation>Prüfen…</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>This folder holds no backups, or is not there now.</source>
        <translation>Dieser Ordner enthält keine Sicherungen oder ist gerade nicht da.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>%1 free</source>
        <translation>%1 frei</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>encrypted</source>
        <translation>verschlüsselt</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>not encrypted</source>
        <translation>nicht verschlüsselt</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>on the disk of the database: it goes when that disk goes</source>
        <translation>auf dem Datenträger der Datenbank: fällt er aus, sind auch sie weg</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Don&apos;t show %1 any more; the backups stay there</source>
        <translation>%1 nicht mehr zeigen; die Sicherungen bleiben dort</translation>
    </message>
</context>
<context>
    <name>strandline::backup::PlacesModel</name>
    <message>
        <location filename="../models/backup/places_model.cpp" line="-192"/>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Can&apos;t be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message numerus="yes">
        <location line="+6"/>
        <source>%1 of %n backup(s)</source>
        <translation>
            <numerusform>%1 von %n Sicherung</numerusform>
            <numerusform>%1 von %n Sicherungen</numerusform>
        </translation>
    </message>
    <message>
        <location line="+49"/>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>There</source>
        <translation>Dort</translation>
    </message>
</context>
<context>
    <name>strandline::backup::RangesModel</name>
    <message>
        <location filename="../models/backup/ranges_model.cpp" line="+59"/>
        <source>Gap: can&apos;t be restored</source>
        <translation>Lücke: nicht wiederherstellbar</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Can be restored</source>
        <translation>Wiederherstellbar</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>SCN</source>
        <translation>SCN</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>To</source>
        <translation>Bis</translation>
    </message>
</context>
<context>
    <name>strandline::backup::RestorableBand</name>
    <message>
        <location filename="../views/common/backup/restorable_band.cpp" line="+67"/>
        <source>Nothing can be restored</source>
        <translation>Nichts lässt sich wiederherstellen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Restorable: %1</source>
        <translation>Wiederherstellbar: %1</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>; </source>
        <translation>; </translation>
    </message>
    <message>
        <location line="+1"/>
        <source>No gap</source>
        <translation>Keine Lücke</translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>%n gap(s)</source>
        <translation>
            <numerusform>%n Lücke</numerusform>
            <numerusform>%n Lücken</numerusform>
        </translation>
    </message>
    <message>
        <location line="+38"/>
        <source>Can be restored: %1</source>
        <translation>Wiederherstellbar: %1</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Gap: no backup holds SCN %1 – %2, %3 to %4.</source>
        <translation>Lücke: Keine Sicherung enthält SCN %1 – %2, %3 bis %4.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Nothing can be restored.</source>
        <translation>Nichts lässt sich wiederherstellen.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>No backup holds what was committed here: %1.</source>
        <translation>Keine Sicherung enthält, was hier geändert wurde: %1.</translation>
    </message>
</context>
<context>
    <name>strandline::backup::RetentionModel</name>
    <message>
        <location filename="../models/backup/retention_model.cpp" line="+77"/>
        <source>Goes</source>
        <translation>Geht</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Stays</source>
        <translation>Bleibt</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>no rule keeps it</source>
        <translation>keine Regel behält sie</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Made</source>
        <translation>Gemacht</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Because</source>
        <translation>Weil</translation>
    </message>
</context>
<context>
    <name>strandline::backup::RetentionPane</name>
    <message>
        <location filename="../views/backup/retention_pane.cpp" line="+41"/>
        <source>Recovery window</source>
        <translation>Wiederherstellungsfenster</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Redundancy</source>
        <translation>Redundanz</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Generations</source>
        <translation>Generationen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Free space</source>
        <translation>Freier Platz</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>What stays and what goes</source>
        <translation>Was bleibt und was geht</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Retention of the backups</source>
        <translation>Aufbewahrung der Sicherungen</translation>
    </message>
    <message>
        <location line="+63"/>
        <source>Store</source>
        <translation>Ablage</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Days of the recovery window</source>
        <translation>Tage des Wiederherstellungsfensters</translation>
    </message>
    <message>
        <location line="+1"/>
        <source> days</source>
        <translation> Tage</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Every state since then can be restored.</source>
        <translation>Jeder Stand seitdem lässt sich wiederherstellen.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Full backups to keep</source>
        <translation>Vollsicherungen, die bleiben</translation>
    </message>
    <message>
        <location line="+1"/>
        <source> full backups</source>
        <translation> Vollsicherungen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>The newest ones stay, and all that came after them.</source>
        <translation>Die neuesten bleiben, und alles, was nach ihnen kam.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Hours</source>
        <translation>Stunden</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Weeks</source>
        <translation>Wochen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Months</source>
        <translation>Monate</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Years</source>
        <translation>Jahre</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>The newest of so many hours, days, weeks, months and years that have one stays.</source>
        <translation>Die neueste von so vielen Stunden, Tagen, Wochen, Monaten und Jahren, die eine haben, bleibt.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Free space on the disk</source>
        <translation>Freier Platz auf dem Datenträger</translation>
    </message>
    <message>
        <location line="+1"/>
        <source> GiB</source>
        <translation> GiB</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Alone: the oldest backups go until so much is free. With another rule it only warns.</source>
        <translation>Allein: Die ältesten Sicherungen gehen, bis so viel frei ist. Neben einer anderen Regel warnt es nur.</translation>
    </message>
    <message>
        <location line="+110"/>
        <source>The rules say which backups stay. What goes by them, and why the others stay, is listed here before anything is deleted.</source>
        <translation>Die Regeln sagen, welche Sicherungen bleiben. Was nach ihnen geht und warum die anderen bleiben, steht hier, bevor etwas gelöscht wird.</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>There are no backups yet.</source>
        <translation>Es gibt noch keine Sicherungen.</translation>
    </message>
    <message numerus="yes">
        <location line="+16"/>
        <source>By these rules all %n backup(s) stay.</source>
        <translation>
            <numerusform>Nach diesen Regeln bleibt %n Sicherung.</numerusform>
            <numerusform>Nach diesen Regeln bleiben alle %n Sicherungen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>By these rules %n backup(s) would go.</source>
        <translation>
            <numerusform>Nach diesen Regeln würde %n Sicherung gehen.</numerusform>
            <numerusform>Nach diesen Regeln würden %n Sicherungen gehen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>%n would stay.</source>
        <translation>
            <numerusform>%n würde bleiben.</numerusform>
            <numerusform>%n würden bleiben.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Every state of the recovery window can still be restored: that is proven before the first one goes.</source>
        <translation>Jeder Stand des Wiederherstellungsfensters bleibt wiederherstellbar: Das wird bewiesen, bevor die erste geht.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>%1 of the free space would be missing still: what is left is needed.</source>
        <translation>%1 des freien Platzes würden noch fehlen: Was bleibt, wird gebraucht.</translation>
    </message>
    <message numerus="yes">
        <location line="+5"/>
        <source>Delete %n backup(s), free %1</source>
        <translation>
            <numerusform>%n Sicherung löschen, %1 freigeben</numerusform>
            <numerusform>%n Sicherungen löschen, %1 freigeben</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>strandline::backup::SetDetails</name>
    <message>
        <location filename="../views/backup/set_details.cpp" line="+25"/>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>%1, %2</source>
        <comment>level of a verification, time</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1: no findings</source>
        <translation>%1: ohne Befund</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n Befund</numerusform>
            <numerusform>%n Befunde</numerusform>
        </translation>
    </message>
    <message>
        <location line="+10"/>
        <source>The chosen backup</source>
        <translation>Die gewählte Sicherung</translation>
    </message>
    <message>
        <location line="+36"/>
        <source>Restore…</source>
        <translation>Wiederherstellen…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Verify…</source>
        <translation>Prüfen…</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Copy off-site…</source>
        <translation>Auslagern…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Keep…</source>
        <translation>Behalten…</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>Keep until</source>
        <translation>Behalten bis</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Keep until then</source>
        <translation>Bis dahin behalten</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Neither retention nor a deletion takes it until it is let go.</source>
        <translation>Weder die Aufbewahrung noch eine Löschung nimmt sie, bis sie freigegeben wird.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Let go</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Retention decides about it again.</source>
        <translation>Die Aufbewahrung entscheidet wieder über sie.</translation>
    </message>
    <message>
        <location line="+47"/>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <location line="+30"/>
        <source>Choose a backup to see what it holds.</source>
        <translation>Wählen Sie eine Sicherung, um zu sehen, was sie enthält.</translation>
    </message>
    <message>
        <location line="+54"/>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Made</source>
        <translation>Gemacht</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>SCN</source>
        <translation>SCN</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>None: the database had no history</source>
        <translation>Keine: Die Datenbank hatte keinen Verlauf</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Builds on</source>
        <translation>Baut auf</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>%1 of %2</source>
        <comment>count, size</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Stored</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>%1, content %2</source>
        <translation>%1, Inhalt %2</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Compression</source>
        <translation>Kompression</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>zstd, level %1</source>
        <translation>zstd, Stufe %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Encrypted</source>
        <translation>Verschlüsselt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Checksums</source>
        <translation>Prüfsummen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Verified</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Kept</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Until %1</source>
        <translation>Bis %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>As retention says</source>
        <translation>Wie die Aufbewahrung sagt</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Made by</source>
        <translation>Gemacht mit</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Strandline %1, SQLite %2</source>
        <translation>Strandline %1, SQLite %2</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>It is to be kept. Let it go first.</source>
        <translation>Sie soll bleiben. Geben Sie sie zuerst frei.</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Everything that this store can restore now can be restored without it.</source>
        <translation>Alles, was diese Ablage jetzt wiederherstellen kann, kann sie auch ohne sie.</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>This is the last backup in the store by which anything can be restored. </source>
        <translation>Das ist die letzte Sicherung der Ablage, mit der sich etwas wiederherstellen lässt. </translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Can&apos;t be restored from this store any more: %1.</source>
        <translation>Lässt sich aus dieser Ablage dann nicht mehr wiederherstellen: %1.</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>; </source>
        <translation>; </translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>%n set(s) that build on it become useless.</source>
        <translation>
            <numerusform>%n Satz, der darauf aufbaut, wird nutzlos.</numerusform>
            <numerusform>%n Sätze, die darauf aufbauen, werden nutzlos.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Delete %1, free %2</source>
        <translation>%1 löschen, %2 freigeben</translation>
    </message>
</context>
<context>
    <name>strandline::backup::SetsModel</name>
    <message>
        <location filename="../models/backup/sets_model.cpp" line="+17"/>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Until %1</source>
        <translation>Bis %1</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1, %2</source>
        <comment>level, time</comment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n Befund</numerusform>
            <numerusform>%n Befunde</numerusform>
        </translation>
    </message>
    <message>
        <location line="+130"/>
        <source>Encrypted</source>
        <translation>Verschlüsselt</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Piece</source>
        <translation>Stück</translation>
    </message>
    <message>
        <location line="+52"/>
        <source>Made</source>
        <translation>Gemacht</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>SCN</source>
        <translation>SCN</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Stored</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Verified</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Kept</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Store</source>
        <translation>Ablage</translation>
    </message>
</context>
<context>
    <name>strandline::backup::SnapshotWork</name>
    <message>
        <location filename="../models/backup/snapshot_work.cpp" line="+70"/>
        <source>Taking the snapshot %1</source>
        <translation>Momentaufnahme %1 wird gemacht</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Cloning %1</source>
        <translation>%1 wird geklont</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Opening the snapshot</source>
        <translation>Momentaufnahme wird geöffnet</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Removing a snapshot</source>
        <translation>Momentaufnahme wird entfernt</translation>
    </message>
</context>
<context>
    <name>strandline::backup::SnapshotsModel</name>
    <message>
        <location filename="../models/backup/snapshots_model.cpp" line="+94"/>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Made</source>
        <translation>Gemacht</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
</context>
<context>
    <name>strandline::backup::SnapshotsPane</name>
    <message>
        <location filename="../views/backup/snapshots_pane.cpp" line="+35"/>
        <source>Take a snapshot</source>
        <translation>Momentaufnahme machen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Key of the encrypted snapshots</source>
        <translation>Schlüssel der verschlüsselten Momentaufnahmen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Snapshots</source>
        <translation>Momentaufnahmen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Clone to a new file…</source>
        <translation>In neue Datei klonen…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Look inside</source>
        <translation>Hineinsehen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Snapshots of the database</source>
        <translation>Momentaufnahmen der Datenbank</translation>
    </message>
    <message>
        <location line="+36"/>
        <source>Name of the snapshot</source>
        <translation>Name der Momentaufnahme</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Name, such as before-the-migration</source>
        <translation>Name, etwa vor-der-Migration</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <location line="+32"/>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>Remove it</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <location line="+32"/>
        <source>The snapshot %1 is taken: %2.</source>
        <translation>Die Momentaufnahme %1 ist gemacht: %2.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>%1 is a clone of the snapshot %2. It can be written.</source>
        <translation>%1 ist ein Klon der Momentaufnahme %2. Er kann beschrieben werden.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>The snapshot %1 is removed.</source>
        <translation>Die Momentaufnahme %1 ist entfernt.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>%1 is no snapshot any more. Other backups build on it, so it stays as an ordinary full backup.</source>
        <translation>%1 ist keine Momentaufnahme mehr. Andere Sicherungen bauen darauf auf, deshalb bleibt sie als gewöhnliche Vollsicherung.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Cancelled. Nothing was changed.</source>
        <translation>Abgebrochen. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <location line="+36"/>
        <source>Clone the snapshot to a new file</source>
        <translation>Momentaufnahme in eine neue Datei klonen</translation>
    </message>
    <message>
        <location line="+26"/>
        <source>Remove the snapshot %1? If no other backup has this state, it can&apos;t be restored any more.</source>
        <translation>Momentaufnahme %1 entfernen? Wenn keine andere Sicherung diesen Stand hat, kann er nicht mehr wiederhergestellt werden.</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>Snapshots stand here: whole copies of a state under a name, before something that could go wrong. No retention deletes them.</source>
        <translation>Hier stehen Momentaufnahmen: vollständige Kopien eines Stands unter einem Namen, bevor etwas schiefgehen könnte. Keine Aufbewahrungsregel löscht sie.</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>Into %1</source>
        <translation>Nach %1</translation>
    </message>
</context>
<context>
    <name>strandline::backup::StoreKey</name>
    <message>
        <location filename="../models/backup/store_key.cpp" line="+93"/>
        <source>Changing the key of the backups</source>
        <translation>Der Schlüssel der Sicherungen wird gewechselt</translation>
    </message>
</context>
<context>
    <name>strandline::backup::VerifyLine</name>
    <message>
        <location filename="../views/backup/verify_line.cpp" line="+22"/>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>How thoroughly</source>
        <translation>Wie gründlich</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Quick</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Full</source>
        <comment>level of a verification</comment>
        <translation>Voll</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Restore test</source>
        <translation>Wiederherstellungstest</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Progress of the verification</source>
        <translation>Fortschritt der Prüfung</translation>
    </message>
    <message>
        <location line="+49"/>
        <source>Path of the key file</source>
        <translation>Pfad der Schlüsseldatei</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>The manifest, and that each piece is there with its size.</source>
        <translation>Das Manifest, und dass jedes Stück mit seiner Größe da ist.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>The checksums of all pieces as well.</source>
        <translation>Auch die Prüfsummen aller Stücke.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Every page is decoded and checked as well.</source>
        <translation>Auch jede Seite wird entpackt und geprüft.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>It is restored into a folder that is thrown away, checked by SQLite and compared.</source>
        <translation>Sie wird in einen Ordner wiederhergestellt, der weggeworfen wird, von SQLite geprüft und verglichen.</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Starting</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>No findings, in %1.</source>
        <translation>Ohne Befund, in %1.</translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>%n finding(s): they are listed under the backups.</source>
        <translation>
            <numerusform>%n Befund: Er steht unter den Sicherungen.</numerusform>
            <numerusform>%n Befunde: Sie stehen unter den Sicherungen.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1 were restored in %2.</source>
        <translation>%1 wurden in %2 wiederhergestellt.</translation>
    </message>
</context>
<context>
    <name>strandline::backup::Words</name>
    <message>
        <location filename="../models/backup/backup_words.cpp" line="+23"/>
        <source>Full</source>
        <translation>Voll</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Differential</source>
        <translation>Differenziell</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Cumulative</source>
        <translation>Kumulativ</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Archive log</source>
        <translation>Archivprotokoll</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Available</source>
        <translation>Verfügbar</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Missing</source>
        <translation>Fehlt</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Obsolete</source>
        <translation>Überholt</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Quick</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Full</source>
        <comment>level of a verification</comment>
        <translation>Voll</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Restore test</source>
        <translation>Wiederherstellungstest</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <location line="+3"/>
        <location line="+70"/>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <location line="-62"/>
        <source>%1 of %2</source>
        <comment>kind of backup, time</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>made within the recovery window</source>
        <translation>im Wiederherstellungsfenster gemacht</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>the state at the beginning of the recovery window, %1</source>
        <translation>der Stand am Anfang des Wiederherstellungsfensters, %1</translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>not older than the %n newest full backup(s)</source>
        <translation>
            <numerusform>nicht älter als die %n neueste Vollsicherung</numerusform>
            <numerusform>nicht älter als die %n neuesten Vollsicherungen</numerusform>
        </translation>
    </message>
    <message>
        <location line="+3"/>
        <source>the last of the hour %1</source>
        <translation>die letzte der Stunde %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>the last of the day %1</source>
        <translation>die letzte des Tages %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>the last of the week %1</source>
        <translation>die letzte der Woche %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>the last of the month %1</source>
        <translation>die letzte des Monats %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>the last of the year %1</source>
        <translation>die letzte des Jahres %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>to be kept until %1</source>
        <translation>soll bleiben bis %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>a set that stays builds on it</source>
        <translation>ein Satz, der bleibt, baut auf ihr auf</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>the newest state that can be restored</source>
        <translation>der neueste Stand, der sich wiederherstellen lässt</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>nothing can be restored by it, but it may be repaired</source>
        <translation>nichts lässt sich mit ihr wiederherstellen, aber sie ist vielleicht zu reparieren</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>the disk has room for it</source>
        <translation>der Datenträger hat Platz für sie</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>; </source>
        <translation>; </translation>
    </message>
    <message>
        <location line="+7"/>
        <source>%1 to %2</source>
        <comment>times</comment>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>%1, %2</source>
        <comment>SCNs, times</comment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>strandline::browse</name>
    <message>
        <location filename="../views/browse/browse_feature.cpp" line="+86"/>
        <source>Browse</source>
        <translation>Durchsehen</translation>
    </message>
</context>
<context>
    <name>strandline::browse::BrowsePage</name>
    <message>
        <location filename="../views/browse/browse_page.cpp" line="+51"/>
        <source>Refresh</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <location line="+2"/>
        <location line="+1"/>
        <location line="+229"/>
        <source>Browse</source>
        <translation>Durchsehen</translation>
    </message>
    <message>
        <location line="-189"/>
        <source>Find in the schema</source>
        <translation>Im Schema suchen</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Show the data</source>
        <translation>Daten zeigen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Show the columns</source>
        <translation>Spalten zeigen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Show the indexes</source>
        <translation>Indizes zeigen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Show the triggers</source>
        <translation>Trigger zeigen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Show the foreign keys</source>
        <translation>Fremdschlüssel zeigen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Show the statements</source>
        <translation>Anweisungen zeigen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Show the sizes</source>
        <translation>Größen zeigen</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Show the database as a whole</source>
        <translation>Die Datenbank als Ganzes zeigen</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>Refresh (F5)</source>
        <translation>Neu lesen (F5)</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>What to show of the table</source>
        <translation>Was von der Tabelle gezeigt wird</translation>
    </message>
    <message>
        <location line="+128"/>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Indexes</source>
        <translation>Indizes</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Triggers</source>
        <translation>Trigger</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Foreign keys</source>
        <translation>Fremdschlüssel</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>DDL</source>
        <translation>DDL</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Sizes</source>
        <translation>Größen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>%1 tables and views</source>
        <translation>%1 Tabellen und Sichten</translation>
    </message>
    <message numerus="yes">
        <location line="+7"/>
        <source>%n column(s)</source>
        <translation>
            <numerusform>%n Spalte</numerusform>
            <numerusform>%n Spalten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>strandline::browse::DataPane</name>
    <message>
        <location filename="../views/browse/data_pane.cpp" line="+115"/>
        <source>There is no row with the key %1 here.</source>
        <translation>Hier gibt es keine Zeile mit dem Schlüssel %1.</translation>
    </message>
    <message>
        <location line="+115"/>
        <source>As of %1</source>
        <translation>Stand %1</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>Character %1: %2</source>
        <translation>Zeichen %1: %2</translation>
    </message>
    <message>
        <location line="+119"/>
        <source>There are rows 1 to %1.</source>
        <translation>Es gibt die Zeilen 1 bis %1.</translation>
    </message>
    <message>
        <location filename="../views/browse/data_pane_tools.cpp" line="+46"/>
        <source>Filter by an SQL condition, such as price &gt; 10</source>
        <translation>SQL-Bedingung, etwa price &gt; 10</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+185"/>
        <source>Filter by an SQL condition</source>
        <translation>Mit einer SQL-Bedingung filtern</translation>
    </message>
    <message>
        <location line="-160"/>
        <source>Row or =key</source>
        <translation>Zeile o. =Schlüssel</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Go to row or key</source>
        <translation>Zu Zeile oder Schlüssel gehen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Go to a row by its number, or with = by its rowid or primary key (Ctrl+G)</source>
        <translation>Zu einer Zeile gehen: nach ihrer Nummer oder mit = nach rowid oder Primärschlüssel (Strg+G)</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Mark what changed of late</source>
        <translation>Kürzlich Geändertes hervorheben</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Of the last 10 minutes</source>
        <translation>Der letzten 10 Minuten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Of the last hour</source>
        <translation>Der letzten Stunde</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Of the last day</source>
        <translation>Des letzten Tages</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Of the last 20 commits</source>
        <translation>Der letzten 20 Commits</translation>
    </message>
    <message>
        <location line="+35"/>
        <source>Changed since %1</source>
        <translation>Geändert seit %1</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Filter the columns (Ctrl+Shift+F)</source>
        <translation>Spalten filtern (Strg+Umschalt+F)</translation>
    </message>
    <message>
        <location line="+30"/>
        <source>Take in by itself what other programs write</source>
        <translation>Von selbst übernehmen, was andere Programme schreiben</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Show the whole value of the current cell (Ctrl+I)</source>
        <translation>Den ganzen Wert der aktuellen Zelle zeigen (Strg+I)</translation>
    </message>
    <message>
        <location line="+46"/>
        <source>Go to row</source>
        <translation>Zu Zeile gehen</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Filter the columns</source>
        <translation>Spalten filtern</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Show the whole value of the current cell</source>
        <translation>Den ganzen Wert der aktuellen Zelle zeigen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Clear all filters</source>
        <translation>Alle Filter entfernen</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Sort by this column</source>
        <translation>Nach dieser Spalte sortieren</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Sort by this column too</source>
        <translation>Auch nach dieser Spalte sortieren</translation>
    </message>
    <message>
        <location line="+25"/>
        <source>%1
Remove this filter</source>
        <translation>%1
Diesen Filter entfernen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Remove the filter %1</source>
        <translation>Den Filter %1 entfernen</translation>
    </message>
    <message>
        <location line="+22"/>
        <source>Clear all</source>
        <translation>Alle entfernen</translation>
    </message>
    <message numerus="yes">
        <location line="+24"/>
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <location line="+5"/>
        <source> · %1 %</source>
        <translation> · %1 %</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>%1 so far</source>
        <translation>%1 bisher</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Sorting</source>
        <translation>Wird sortiert</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <location line="+2"/>
        <location line="+3"/>
        <source>≈ %1</source>
        <translation>≈ %1</translation>
    </message>
    <message>
        <location line="-3"/>
        <source>more than %1</source>
        <translation>mehr als %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Stop counting</source>
        <translation>Zählen anhalten</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>at least %1</source>
        <translation>mindestens %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Count</source>
        <translation>Zählen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Find all</source>
        <translation>Alle suchen</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>changed since %1</source>
        <translation>geändert seit %1</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>read %1</source>
        <translation>gelesen %1</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Told from the rowids. Rows in the middle stand about where their number says until they are counted.</source>
        <translation>Aus den rowids geschätzt. Bis gezählt ist, stehen Zeilen in der Mitte ungefähr dort, wo ihre Nummer es sagt.</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>Filter by this value</source>
        <translation>Nach diesem Wert filtern</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Exclude this value</source>
        <translation>Diesen Wert ausschließen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Show only NULL</source>
        <translation>Nur NULL zeigen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Show only rows with a value</source>
        <translation>Nur Zeilen mit einem Wert zeigen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>History of this row</source>
        <translation>Verlauf dieser Zeile</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Sort ascending</source>
        <translation>Aufsteigend sortieren</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Sort descending</source>
        <translation>Absteigend sortieren</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Order of the table</source>
        <translation>Reihenfolge der Tabelle</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Filter this column…</source>
        <translation>Diese Spalte filtern …</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>The clipboard takes up to %1 rows. Export more of them to a file.</source>
        <translation>Die Zwischenablage fasst bis zu %1 Zeilen. Mehr davon lassen sich in eine Datei exportieren.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Copying rows of %1</source>
        <translation>Zeilen von %1 werden kopiert</translation>
    </message>
</context>
<context>
    <name>strandline::browse::DatabaseFacts</name>
    <message>
        <location filename="../models/browse/database_facts.cpp" line="+21"/>
        <source>full: every commit gives free pages back</source>
        <translation>full: Jeder Commit gibt freie Seiten zurück</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>incremental: free pages are given back on request</source>
        <translation>incremental: Freie Seiten werden auf Verlangen zurückgegeben</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>off: free pages are used again, VACUUM gives them back</source>
        <translation>off: Freie Seiten werden wiederverwendet, VACUUM gibt sie zurück</translation>
    </message>
    <message>
        <location line="+41"/>
        <source>Property</source>
        <translation>Eigenschaft</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>%1 · %2 of %3</source>
        <translation>%1 · %2 zu %3</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Free pages</source>
        <translation>Freie Seiten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>%1 · %2 · %3 %</source>
        <translation>%1 · %2 · %3 %</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Journal mode</source>
        <translation>Journalmodus</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Automatic vacuum</source>
        <translation>Automatisches Vacuum</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Encoding</source>
        <translation>Kodierung</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>User version</source>
        <translation>Benutzerversion</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Application id</source>
        <translation>Anwendungskennung</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Views</source>
        <translation>Sichten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Virtual tables</source>
        <translation>Virtuelle Tabellen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Indexes</source>
        <translation>Indizes</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Triggers</source>
        <translation>Trigger</translation>
    </message>
</context>
<context>
    <name>strandline::browse::DatabasePane</name>
    <message>
        <location filename="../views/browse/database_pane.cpp" line="+23"/>
        <source>The database</source>
        <translation>Die Datenbank</translation>
    </message>
    <message>
        <location line="+36"/>
        <source>Check integrity</source>
        <translation>Integrität prüfen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Checking the integrity of %1</source>
        <translation>Integrität von %1 wird geprüft</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Looks for damage, and for rows whose parents are missing</source>
        <translation>Sucht Schäden und Zeilen, deren Elternzeilen fehlen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Analyze</source>
        <translation>Analysieren</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Analyzing %1</source>
        <translation>%1 wird analysiert</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Gathers the statistics that the query planner decides by</source>
        <translation>Sammelt die Statistiken, nach denen der Abfrageplaner entscheidet</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Reindex</source>
        <translation>Neu indizieren</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Building the indexes of %1 anew</source>
        <translation>Indizes von %1 werden neu aufgebaut</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Builds every index anew from its table</source>
        <translation>Baut jeden Index aus seiner Tabelle neu auf</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Checkpoint of %1</source>
        <translation>Checkpoint von %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Moves all commits from the WAL into the database&apos;s file</source>
        <translation>Überträgt alle Commits aus dem WAL in die Datenbankdatei</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Vacuum</source>
        <translation>Vacuum</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Vacuum of %1</source>
        <translation>Vacuum von %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Builds the file anew without free pages</source>
        <translation>Baut die Datei ohne freie Seiten neu auf</translation>
    </message>
    <message>
        <location line="+35"/>
        <source>Upkeep concerns the database of now.</source>
        <translation>Die Pflege betrifft die Datenbank im Jetzt.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The database is open for reading only.</source>
        <translation>Die Datenbank ist nur zum Lesen geöffnet.</translation>
    </message>
    <message numerus="yes">
        <location line="+23"/>
        <source> And %n more finding(s).</source>
        <translation>
            <numerusform> Und %n weiterer Befund.</numerusform>
            <numerusform> Und %n weitere Befunde.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+4"/>
        <source>%1: %2 (%3)</source>
        <translation>%1: %2 (%3)</translation>
    </message>
</context>
<context>
    <name>strandline::browse::EditBar</name>
    <message>
        <location filename="../views/browse/edit_bar.cpp" line="+39"/>
        <location line="+61"/>
        <source>Staged changes as SQL</source>
        <translation>Vorgemerkte Änderungen als SQL</translation>
    </message>
    <message>
        <location line="-17"/>
        <source>Insert row</source>
        <translation>Zeile einfügen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Duplicate rows</source>
        <translation>Zeilen duplizieren</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Delete rows</source>
        <translation>Zeilen löschen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Set NULL</source>
        <translation>NULL setzen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Paste cells</source>
        <translation>Zellen einfügen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Undo the last staged change</source>
        <translation>Letzte vorgemerkte Änderung zurücknehmen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Stage the undone change again</source>
        <translation>Zurückgenommene Änderung wieder vormerken</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Apply staged changes</source>
        <translation>Vorgemerkte Änderungen anwenden</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Drop staged changes</source>
        <translation>Vorgemerkte Änderungen verwerfen</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <location line="+26"/>
        <source>Drop</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>The past can&apos;t be edited. Return to now.</source>
        <translation>Die Vergangenheit lässt sich nicht bearbeiten. Kehren Sie zum Jetzt zurück.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>The database was opened for reading only, so nothing can be edited.</source>
        <translation>Die Datenbank ist nur zum Lesen geöffnet, darum lässt sich nichts bearbeiten.</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>Return to now to apply them.</source>
        <translation>Zum Anwenden kehren Sie zum Jetzt zurück.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>Apply %Ln change(s)</source>
        <translation>
            <numerusform>%Ln Änderung anwenden</numerusform>
            <numerusform>%Ln Änderungen anwenden</numerusform>
        </translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Applying…</source>
        <translation>Wird angewendet …</translation>
    </message>
    <message numerus="yes">
        <location line="+13"/>
        <source>+ %Ln new</source>
        <translation>
            <numerusform>+ %Ln neu</numerusform>
            <numerusform>+ %Ln neu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>~ %Ln changed</source>
        <translation>
            <numerusform>~ %Ln geändert</numerusform>
            <numerusform>~ %Ln geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>− %Ln to delete</source>
        <translation>
            <numerusform>− %Ln zu löschen</numerusform>
            <numerusform>− %Ln zu löschen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+4"/>
        <source>%Ln table(s)</source>
        <translation>
            <numerusform>%Ln Tabelle</numerusform>
            <numerusform>%Ln Tabellen</numerusform>
        </translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Not applied yet: %1 in %2</source>
        <translation>Offen: %1 in %2</translation>
    </message>
    <message numerus="yes">
        <location line="+26"/>
        <source>-- and %Ln more statement(s)</source>
        <translation>
            <numerusform>-- und %Ln weitere Anweisung</numerusform>
            <numerusform>-- und %Ln weitere Anweisungen</numerusform>
        </translation>
    </message>
    <message>
        <location line="+122"/>
        <source>%1 · %2.</source>
        <translation>%1 · %2.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message numerus="yes">
        <location line="+12"/>
        <source>%Ln staged change(s) of %1 were not applied.</source>
        <translation>
            <numerusform>%Ln vorgemerkte Änderung an %1 ist nicht angewendet.</numerusform>
            <numerusform>%Ln vorgemerkte Änderungen an %1 sind nicht angewendet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>%Ln staged change(s) were not applied.</source>
        <translation>
            <numerusform>%Ln vorgemerkte Änderung ist nicht angewendet.</numerusform>
            <numerusform>%Ln vorgemerkte Änderungen sind nicht angewendet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>strandline::browse::FactsModel</name>
    <message>
        <location filename="../models/browse/facts_model.cpp" line="+30"/>
        <source>Go to %1</source>
        <translation>Zu %1 gehen</translation>
    </message>
</context>
<context>
    <name>strandline::browse::FactsPane</name>
    <message>
        <location filename="../views/browse/facts_pane.cpp" line="+32"/>
        <source>Statement</source>
        <translation>Anweisung</translation>
    </message>
</context>
<context>
    <name>strandline::browse::ProblemList</name>
    <message>
        <location filename="../views/browse/problem_list.cpp" line="+34"/>
        <source>Rows that stand against applying</source>
        <translation>Zeilen, die dem Anwenden entgegenstehen</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>%1, new row</source>
        <translation>%1, neue Zeile</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>%1 is %2 now, yours is %3.</source>
        <translation>%1 ist jetzt %2, Ihr Wert ist %3.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1 is %2 now.</source>
        <translation>%1 ist jetzt %2.</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Show the row</source>
        <translation>Zeile zeigen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Take mine</source>
        <translation>Meine übernehmen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Keep theirs</source>
        <translation>Fremde behalten</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Drop my change</source>
        <translation>Meine Änderung verwerfen</translation>
    </message>
    <message numerus="yes">
        <location line="+19"/>
        <source>%Ln more row(s)</source>
        <translation>
            <numerusform>%Ln weitere Zeile</numerusform>
            <numerusform>%Ln weitere Zeilen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>strandline::browse::SizesModel</name>
    <message>
        <location filename="../models/browse/sizes_model.cpp" line="+56"/>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>index of %1</source>
        <translation>Index von %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <location line="+28"/>
        <source>Object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Unused</source>
        <translation>Ungenutzt</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>Measuring the database</source>
        <translation>Datenbank wird vermessen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Measuring %1</source>
        <translation>%1 wird vermessen</translation>
    </message>
</context>
<context>
    <name>strandline::browse::SizesPane</name>
    <message>
        <location filename="../views/browse/sizes_pane.cpp" line="+47"/>
        <location line="+71"/>
        <source>Measure again</source>
        <translation>Erneut messen</translation>
    </message>
    <message>
        <location line="-60"/>
        <source>Sizes</source>
        <translation>Größen</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Measuring: %1 so far</source>
        <translation>Messung läuft: bisher %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Measuring: %1 of %2</source>
        <translation>Messung läuft: %1 von %2</translation>
    </message>
    <message>
        <location line="+41"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Measuring…</source>
        <translation>Messung läuft …</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Measuring was cancelled.</source>
        <translation>Die Messung wurde abgebrochen.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>%1 in all, %2 of it unused</source>
        <translation>insgesamt %1, davon %2 ungenutzt</translation>
    </message>
</context>
<context>
    <name>strandline::browse::SqlView</name>
    <message>
        <location filename="../views/browse/sql_view.cpp" line="+19"/>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>strandline::browse::StructurePanes</name>
    <message>
        <location filename="../views/browse/structure_panes.cpp" line="+19"/>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Indexes</source>
        <translation>Indizes</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Triggers</source>
        <translation>Trigger</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Foreign keys</source>
        <translation>Fremdschlüssel</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Statements</source>
        <translation>Anweisungen</translation>
    </message>
    <message>
        <location line="+37"/>
        <source>Return to now</source>
        <translation>Zum Jetzt</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>As of %1</source>
        <translation>Stand %1</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>There is no %1 at this moment.</source>
        <translation>%1 gibt es zu diesem Zeitpunkt nicht.</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>The columns can&apos;t be told: what this view or virtual table needs is not there.</source>
        <translation>Die Spalten sind nicht bekannt: Es fehlt, was diese Sicht oder virtuelle Tabelle braucht.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>A view has no indexes.</source>
        <translation>Eine Sicht hat keine Indizes.</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>This table has no indexes.</source>
        <translation>Diese Tabelle hat keine Indizes.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>%1 has no triggers.</source>
        <translation>%1 hat keine Trigger.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1 has no foreign keys, and none lead to it.</source>
        <translation>%1 hat keine Fremdschlüssel, und keiner verweist darauf.</translation>
    </message>
</context>
<context>
    <name>strandline::browse::TableFacts</name>
    <message>
        <location filename="../models/browse/table_facts.cpp" line="+34"/>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>primary key, place %1</source>
        <translation>Primärschlüssel, Stelle %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+47"/>
        <location line="+13"/>
        <source>primary key</source>
        <translation>Primärschlüssel</translation>
    </message>
    <message>
        <location line="-44"/>
        <source>hidden</source>
        <translation>verborgen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>computed when read</source>
        <translation>beim Lesen berechnet</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>computed and stored</source>
        <translation>berechnet und gespeichert</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>(expression)</source>
        <translation>(Ausdruck)</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>UNIQUE constraint</source>
        <translation>UNIQUE-Einschränkung</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <location line="+0"/>
        <location line="+22"/>
        <location line="+51"/>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <location line="-73"/>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Not NULL</source>
        <translation>Nicht NULL</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Collation</source>
        <translation>Sortierfolge</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Computed</source>
        <translation>Berechnet</translation>
    </message>
    <message>
        <location line="+20"/>
        <location line="+62"/>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <location line="-62"/>
        <source>Unique</source>
        <translation>Eindeutig</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Partial</source>
        <translation>Partiell</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Made by</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <location line="+50"/>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Its columns</source>
        <translation>Deren Spalten</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>On update</source>
        <translation>Bei UPDATE</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>On delete</source>
        <translation>Bei DELETE</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>references</source>
        <translation>verweist auf</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>is referenced by</source>
        <translation>wird verwiesen von</translation>
    </message>
</context>
<context>
    <name>strandline::browse::TableMenu</name>
    <message>
        <location filename="../views/browse/table_menu.cpp" line="+87"/>
        <source>Open in a new tab</source>
        <translation>In neuem Tab öffnen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Open in a worksheet</source>
        <translation>In einem Arbeitsblatt öffnen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Search in this table</source>
        <translation>In dieser Tabelle suchen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Show in the diagram</source>
        <translation>Im Diagramm zeigen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Flashback of this table</source>
        <translation>Flashback dieser Tabelle</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Import…</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Copy SELECT</source>
        <translation>SELECT kopieren</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Copy name</source>
        <translation>Namen kopieren</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Copy DDL</source>
        <translation>DDL kopieren</translation>
    </message>
</context>
<context>
    <name>strandline::browse::ValueLink</name>
    <message>
        <location filename="../views/browse/value_link.cpp" line="+52"/>
        <source>The past can&apos;t be edited. Return to now.</source>
        <translation>Die Vergangenheit lässt sich nicht bearbeiten. Kehren Sie zum Jetzt zurück.</translation>
    </message>
</context>
<context>
    <name>strandline::catalog::Parameters</name>
    <message>
        <location filename="../engine/catalog/parameters.cpp" line="+28"/>
        <source>A number by which a program knows its own files. SQLite doesn&apos;t use it.</source>
        <translation>Eine Zahl, an der ein Programm seine eigenen Dateien erkennt. SQLite verwendet sie nicht.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Whether free pages are given back to the disk: at each commit (FULL), on request (INCREMENTAL) or by VACUUM only (NONE). FULL makes commits dearer and scatters pages.</source>
        <translation>Ob freie Seiten an den Datenträger zurückgegeben werden: bei jedem Commit (FULL), auf Verlangen (INCREMENTAL) oder nur durch VACUUM (NONE). FULL macht Commits teurer und verstreut Seiten.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>How text is stored. It can&apos;t be changed once there is a table.</source>
        <translation>Wie Text gespeichert wird. Lässt sich nicht mehr ändern, sobald es eine Tabelle gibt.</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>How a commit is made safe. With WAL readers and one writer don&apos;t wait for each other, and the database can be recorded; it is kept in the file. The others (DELETE, TRUNCATE, PERSIST, MEMORY, OFF) let a writer shut readers out.</source>
        <translation>Wie ein Commit gesichert wird. Mit WAL warten Leser und ein Schreiber nicht aufeinander, und die Datenbank lässt sich aufzeichnen; dieser Modus wird in der Datei festgehalten. Bei den anderen (DELETE, TRUNCATE, PERSIST, MEMORY, OFF) schließt ein Schreiber Leser aus.</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Size of the pieces in which the file is read and written. Larger pages suit large rows and scans, smaller ones single rows.</source>
        <translation>Größe der Stücke, in denen die Datei gelesen und geschrieben wird. Größere Seiten passen zu großen Zeilen und Durchläufen, kleinere zu einzelnen Zeilen.</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>A number for the program&apos;s own use; most keep the version of their schema in it.</source>
        <translation>Eine Zahl zur freien Verwendung durch das Programm; die meisten halten darin die Version ihres Schemas fest.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>How many rows of an index ANALYZE looks at; 0: all. A few hundred make it fast on large tables.</source>
        <translation>Wie viele Zeilen eines Index ANALYZE ansieht; 0: alle. Mit einigen hundert ist es bei großen Tabellen schnell.</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Whether a statement may make an index for itself where none fits. It is gone when the statement ends.</source>
        <translation>Ob sich eine Anweisung selbst einen Index anlegen darf, wo keiner passt. Er verschwindet mit dem Ende der Anweisung.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>How long a statement waits for a lock of somebody else before it fails. With 0 it fails at once.</source>
        <translation>Wie lange eine Anweisung auf eine fremde Sperre wartet, bevor sie scheitert. Mit 0 scheitert sie sofort.</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>How much of the database a connection keeps in memory: pages, or KiB where negative.</source>
        <translation>Wie viel der Datenbank eine Verbindung im Speicher hält: in Seiten, bei negativem Wert in KiB.</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>From how many pages on a full cache may write changed pages before the commit, which takes an exclusive lock outside of WAL; 0: never.</source>
        <translation>Ab wie vielen Seiten ein voller Cache geänderte Seiten schon vor dem Commit schreiben darf, was außerhalb von WAL eine exklusive Sperre nimmt; 0: nie.</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Whether pages are checked more thoroughly as they are read, to find damage early.</source>
        <translation>Ob Seiten beim Lesen gründlicher geprüft werden, um Schäden früh zu finden.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Whether checkpoints use the full sync of macOS. Without effect elsewhere.</source>
        <translation>Ob Checkpoints die vollständige Synchronisation von macOS verwenden. Anderswo ohne Wirkung.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Whether all foreign keys wait for the commit of this transaction to be checked.</source>
        <translation>Ob die Prüfung aller Fremdschlüssel bis zum Commit dieser Transaktion wartet.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Whether foreign keys are enforced. Each connection has to ask for it; one that doesn&apos;t can leave rows without their parents.</source>
        <translation>Ob Fremdschlüssel durchgesetzt werden. Jede Verbindung muss es verlangen; eine, die es nicht tut, kann Zeilen ohne ihre Elternzeilen hinterlassen.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Whether commits use the full sync of macOS. Without effect elsewhere.</source>
        <translation>Ob Commits die vollständige Synchronisation von macOS verwenden. Anderswo ohne Wirkung.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Whether CHECK constraints are passed over.</source>
        <translation>Ob CHECK-Bedingungen übergangen werden.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>To what size a journal or WAL is cut when it begins anew; -1: not at all.</source>
        <translation>Auf welche Größe ein Journal oder WAL gekürzt wird, wenn es von vorn beginnt; -1: gar nicht.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Whether a rename leaves triggers and views as they are, as before SQLite 3.25.</source>
        <translation>Ob ein Umbenennen Trigger und Sichten lässt, wie sie sind, wie vor SQLite 3.25.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Whether locks go with the transaction (normal) or stay until the connection is closed (exclusive), which keeps every other program out.</source>
        <translation>Ob Sperren mit der Transaktion enden (normal) oder bleiben, bis die Verbindung geschlossen wird (exclusive), was jedes andere Programm aussperrt.</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>How large the database may become. A commit beyond it fails as on a full disk.</source>
        <translation>Wie groß die Datenbank werden darf. Ein Commit darüber hinaus scheitert wie bei vollem Datenträger.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>How much of the file is read through memory mapping; 0: none. A read error then ends the program.</source>
        <translation>Wie viel der Datei über Speicherabbildung gelesen wird; 0: nichts. Ein Lesefehler beendet dann das Programm.</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Whether the connection refuses to change the database.</source>
        <translation>Ob die Verbindung Änderungen an der Datenbank ablehnt.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Whether connections that share a cache see each other&apos;s uncommitted changes.</source>
        <translation>Ob Verbindungen, die sich einen Cache teilen, gegenseitig nicht festgeschriebene Änderungen sehen.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Whether triggers fire for what a trigger changes in its own table.</source>
        <translation>Ob Trigger für das auslösen, was ein Trigger in seiner eigenen Tabelle ändert.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Whether statements without ORDER BY give their rows backwards: shows a program that relies on an order that it didn&apos;t ask for.</source>
        <translation>Ob Anweisungen ohne ORDER BY ihre Zeilen rückwärts liefern: zeigt, ob ein Programm sich auf eine Reihenfolge verlässt, die es nicht verlangt hat.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Whether deleted content is overwritten with zeros: always (ON), where it costs no further writing (FAST), or not (OFF).</source>
        <translation>Ob gelöschter Inhalt mit Nullen überschrieben wird: immer (ON), wo es kein weiteres Schreiben kostet (FAST) oder nicht (OFF).</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>How often SQLite waits for the disk. FULL: at each commit, which then survives a power cut. NORMAL in WAL mode: at checkpoints, so that the last commits may be lost, but nothing is damaged. OFF: never, and a power cut may damage the database.</source>
        <translation>Wie oft SQLite auf den Datenträger wartet. FULL: bei jedem Commit, der dann einen Stromausfall übersteht. NORMAL im WAL-Modus: bei Checkpoints; die letzten Commits können verloren gehen, beschädigt wird nichts. OFF: nie; ein Stromausfall kann die Datenbank beschädigen.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Where temporary tables and the intermediate results of large statements are kept. MEMORY can save much writing.</source>
        <translation>Wo temporäre Tabellen und Zwischenergebnisse großer Anweisungen liegen. MEMORY kann viel Schreiben sparen.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>How many helper threads a statement may use for sorting; 0: none.</source>
        <translation>Wie viele Hilfs-Threads eine Anweisung zum Sortieren verwenden darf; 0: keine.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Whether views and triggers may use functions and virtual tables that could do harm. OFF for files of unknown origin.</source>
        <translation>Ob Sichten und Trigger Funktionen und virtuelle Tabellen verwenden dürfen, die Schaden anrichten könnten. OFF bei Dateien unbekannter Herkunft.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>After how many pages in the WAL a commit runs a checkpoint; 0: never. The commit that does it takes longer.</source>
        <translation>Nach wie vielen Seiten im WAL ein Commit einen Checkpoint ausführt; 0: nie. Der Commit, der es tut, dauert länger.</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Whether the table of the schema can be changed as any other. One mistake makes the database unreadable.</source>
        <translation>Ob sich die Tabelle des Schemas wie jede andere ändern lässt. Ein Fehler macht die Datenbank unlesbar.</translation>
    </message>
</context>
<context>
    <name>strandline::chart</name>
    <message>
        <location filename="../views/common/chart/time_axis.cpp" line="+45"/>
        <source>ddd d MMM</source>
        <comment>for QLocale::toString</comment>
        <translation>ddd d. MMM</translation>
    </message>
</context>
<context>
    <name>strandline::chart::ChartPanel</name>
    <message>
        <location filename="../views/common/chart/chart_panel.cpp" line="+41"/>
        <source>Show as table</source>
        <translation>Als Tabelle zeigen</translation>
    </message>
    <message>
        <location line="+31"/>
        <source>Table and files of this chart</source>
        <translation>Tabelle und Dateien dieses Diagramms</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Save as PNG…</source>
        <translation>Als PNG speichern …</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>PNG picture (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Save as SVG…</source>
        <translation>Als SVG speichern …</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG-Zeichnung (*.svg)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern …</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Table of values (*.csv)</source>
        <translation>Tabelle der Werte (*.csv)</translation>
    </message>
    <message>
        <location line="+4"/>
        <location line="+51"/>
        <source>Save the chart</source>
        <translation>Diagramm speichern</translation>
    </message>
    <message>
        <location line="-2"/>
        <source>%1 (%2)</source>
        <comment>title of a chart, unit</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>The chart is saved as %1.</source>
        <translation>Das Diagramm ist als %1 gespeichert.</translation>
    </message>
</context>
<context>
    <name>strandline::chart::RangeStrip</name>
    <message>
        <location filename="../views/common/chart/range_strip.cpp" line="+34"/>
        <source>Range of time</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <location line="+22"/>
        <source>%1 to %2, %3</source>
        <comment>time, time, duration</comment>
        <translation>%1 bis %2, %3</translation>
    </message>
</context>
<context>
    <name>strandline::chart::SeriesChart</name>
    <message>
        <location filename="../views/common/chart/series_chart.cpp" line="+27"/>
        <source>Nothing is known of this time.</source>
        <translation>Über diese Zeit ist nichts bekannt.</translation>
    </message>
    <message>
        <location line="+87"/>
        <source>%1 from %2 to %3.</source>
        <comment>lines of a chart, time, time</comment>
        <translation>%1 von %2 bis %3.</translation>
    </message>
    <message>
        <location line="+26"/>
        <source>%1 · %2</source>
        <comment>time, how long the step is</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <location line="+6"/>
        <location line="+5"/>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>%1: %2</source>
        <comment>line of a chart, its value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>In all: %1</source>
        <translation>Insgesamt: %1</translation>
    </message>
</context>
<context>
    <name>strandline::configuration</name>
    <message>
        <location filename="../views/configuration/configuration_feature.cpp" line="+14"/>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
</context>
<context>
    <name>strandline::configuration::ConfigurationPage</name>
    <message>
        <location filename="../views/configuration/configuration_page.cpp" line="+34"/>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>SCN</source>
        <translation>SCN</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Parameter</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Only what differs from the default</source>
        <translation>Nur was vom Standard abweicht</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <location line="+3"/>
        <location line="+1"/>
        <location line="+43"/>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <location line="-22"/>
        <source>Read the configuration again</source>
        <translation>Konfiguration neu lesen</translation>
    </message>
    <message>
        <location line="+38"/>
        <source>Search in names and meanings</source>
        <translation>In Namen und Bedeutungen suchen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Name or meaning</source>
        <translation>Name oder Bedeutung</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Search in the configuration</source>
        <translation>In der Konfiguration suchen</translation>
    </message>
    <message>
        <location line="+28"/>
        <source>Changes in the file</source>
        <translation>Änderungen in der Datei</translation>
    </message>
    <message>
        <location line="+43"/>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <location line="+0"/>
        <source>%Ln parameter(s)</source>
        <translation>
            <numerusform>%Ln Parameter</numerusform>
            <numerusform>%Ln Parameter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>%Ln differ(s) from the default</source>
        <translation>
            <numerusform>%Ln weicht vom Standard ab</numerusform>
            <numerusform>%Ln weichen vom Standard ab</numerusform>
        </translation>
    </message>
    <message>
        <location line="+5"/>
        <source>No parameter has these words.</source>
        <translation>Kein Parameter enthält diese Wörter.</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>Value: %1</source>
        <translation>Wert: %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Default: %1</source>
        <translation>Standard: %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Kept in the file: the same for every program.</source>
        <translation>In der Datei festgehalten: gleich für jedes Programm.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Each connection has its own: this is the one of this workbench&apos;s connections.</source>
        <translation>Jede Verbindung hat ihren eigenen: hier steht der der Verbindungen dieses Programms.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>A new value takes effect with the next VACUUM.</source>
        <translation>Ein neuer Wert wirkt mit dem nächsten VACUUM.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Takes %1.</source>
        <translation>Möglich sind %1.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Set %1 in a worksheet…</source>
        <translation>%1 in einem Arbeitsblatt setzen …</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Set %1 back to %2 in a worksheet…</source>
        <translation>%1 in einem Arbeitsblatt auf %2 zurücksetzen …</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Set it back in a worksheet…</source>
        <translation>In einem Arbeitsblatt zurücksetzen …</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Changes will stand here when the database is recorded.</source>
        <translation>Änderungen stehen hier, sobald die Datenbank aufgezeichnet wird.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Not changed since %1, when the history begins.</source>
        <translation>Nicht geändert seit %1, dem Beginn des Verlaufs.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Nothing was changed since %1, when the history begins.</source>
        <translation>Nichts geändert seit %1, dem Beginn des Verlaufs.</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Set %1</source>
        <translation>%1 setzen</translation>
    </message>
</context>
<context>
    <name>strandline::configuration::ParametersModel</name>
    <message>
        <location filename="../models/configuration/parameters_model.cpp" line="+53"/>
        <source>Reading the configuration</source>
        <translation>Die Konfiguration wird gelesen</translation>
    </message>
    <message>
        <location line="+89"/>
        <source>The file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Each connection</source>
        <translation>Jede Verbindung</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1 pages</source>
        <translation>%1 Seiten</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <location line="+26"/>
        <source>%1 ≠</source>
        <comment>differs from the default</comment>
        <translation>%1 ≠</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Parameter</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Kept in</source>
        <translation>Festgehalten in</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
</context>
<context>
    <name>strandline::dashboard</name>
    <message>
        <location filename="../models/dashboard/dashboard_data.cpp" line="+150"/>
        <source>Commits of all programs</source>
        <translation>Commits aller Programme</translation>
    </message>
    <message>
        <location line="-4"/>
        <source>Commits of watched sessions</source>
        <translation>Commits beobachteter Sitzungen</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Statements of watched sessions</source>
        <translation>Anweisungen beobachteter Sitzungen</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>In a call</source>
        <translation>In einem Aufruf</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Idle</source>
        <translation>Untätig</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Half of the commits</source>
        <translation>Die Hälfte der Commits</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>99 of 100 commits</source>
        <translation>99 von 100 Commits</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Pages from the cache</source>
        <translation>Seiten aus dem Cache</translation>
    </message>
    <message>
        <location line="+3"/>
        <location filename="../views/dashboard/dashboard_texts.cpp" line="+160"/>
        <source>WAL</source>
        <translation>WAL</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Of it free</source>
        <translation>Davon frei</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <location filename="../views/dashboard/dashboard_feature.cpp" line="+14"/>
        <source>Dashboard</source>
        <translation>Dashboard</translation>
    </message>
    <message>
        <location filename="../views/dashboard/dashboard_texts.cpp" line="-134"/>
        <source>a reader that the system doesn&apos;t name</source>
        <translation>einem Leser, den das System nicht nennt</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>%1 (process %2)</source>
        <comment>program, number</comment>
        <translation>%1 (Prozess %2)</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>pinned for %1 by %2</source>
        <translation>seit %1 festgehalten von %2</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>pinned by %1</source>
        <translation>festgehalten von %1</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>%1 d</source>
        <translation>%1 T</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>%1 statements a second</source>
        <translation>%1 Anweisungen je Sekunde</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>No commits in this time</source>
        <translation>Keine Commits in dieser Zeit</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>≈ %1</source>
        <translation>≈ %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>half within ≈ %1 · %2</source>
        <translation>Hälfte in ≈ %1 · %2</translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>%Ln commit(s)</source>
        <translation>
            <numerusform>%Ln Commit</numerusform>
            <numerusform>%Ln Commits</numerusform>
        </translation>
    </message>
    <message>
        <location line="+6"/>
        <source>No watched session has asked for a page.</source>
        <translation>Keine beobachtete Sitzung hat eine Seite verlangt.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>of the pages asked for</source>
        <translation>der verlangten Seiten</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>The database isn&apos;t in WAL mode.</source>
        <translation>Die Datenbank ist nicht im WAL-Modus.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>All of it is copied to the database.</source>
        <translation>Alles ist in die Datenbank übertragen.</translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>%Ln frame(s) to be copied</source>
        <translation>
            <numerusform>%Ln Frame zu übertragen</numerusform>
            <numerusform>%Ln Frames zu übertragen</numerusform>
        </translation>
    </message>
    <message>
        <location line="+12"/>
        <source>%1 more in %2</source>
        <translation>%1 mehr in %2</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>%1 less in %2</source>
        <translation>%1 weniger in %2</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Not grown in %1</source>
        <translation>Nicht gewachsen in %1</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>read, and %1 written</source>
        <translation>gelesen und %1 geschrieben</translation>
    </message>
    <message numerus="yes">
        <location line="+6"/>
        <source>%Ln idle</source>
        <translation>
            <numerusform>%Ln untätig</numerusform>
            <numerusform>%Ln untätig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>%Ln program(s) not watched</source>
        <translation>
            <numerusform>%Ln Programm nicht beobachtet</numerusform>
            <numerusform>%Ln Programme nicht beobachtet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>%Ln active</source>
        <translation>
            <numerusform>%Ln aktiv</numerusform>
            <numerusform>%Ln aktiv</numerusform>
        </translation>
    </message>
    <message>
        <location line="+6"/>
        <source>%1 · %2 of history</source>
        <translation>%1 · %2 Verlauf</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>No history is kept.</source>
        <translation>Es wird kein Verlauf geführt.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Recording</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Recorded</source>
        <translation>Wird aufgezeichnet</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Starting</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Stopping</source>
        <translation>Endet</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Average active sessions by wait class</source>
        <translation>Mittlere Zahl aktiver Sitzungen nach Warteklasse</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Throughput</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Commit latency</source>
        <translation>Commit-Dauer</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Cache hit ratio</source>
        <translation>Cache-Trefferquote</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Database size</source>
        <translation>Größe der Datenbank</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Input and output</source>
        <translation>Ein- und Ausgabe</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
</context>
<context>
    <name>strandline::dashboard::DashboardModel</name>
    <message>
        <location filename="../models/dashboard/dashboard_model.cpp" line="+83"/>
        <source>Reading the metrics</source>
        <translation>Metriken werden gelesen</translation>
    </message>
</context>
<context>
    <name>strandline::dashboard::DashboardPage</name>
    <message>
        <location filename="../views/dashboard/dashboard_page.cpp" line="+47"/>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Reset the layout of the cards</source>
        <translation>Anordnung der Karten zurücksetzen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Record…</source>
        <translation>Aufzeichnen …</translation>
    </message>
    <message>
        <location line="+3"/>
        <location line="+1"/>
        <location line="+35"/>
        <source>Dashboard</source>
        <translation>Dashboard</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>Reset layout</source>
        <translation>Anordnung zurücksetzen</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Reads nothing until it is pressed again</source>
        <translation>Liest nichts, bis Sie erneut darauf drücken</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>The last %1</source>
        <translation>Die letzten %1</translation>
    </message>
    <message>
        <location line="+34"/>
        <source>Commits a second: of all programs where the database is recorded, else of watched sessions. Averages of the last ten seconds.</source>
        <translation>Commits je Sekunde: aller Programme, wenn die Datenbank aufgezeichnet wird, sonst beobachteter Sitzungen. Mittel der letzten zehn Sekunden.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>How long the calls took at most that committed, for 99 of 100 of them over the whole range. Counted by powers of two of a microsecond, and estimated between two.</source>
        <translation>Wie lange Aufrufe mit einem Commit dauerten: 99 von 100 im ganzen Zeitraum höchstens. Gezählt nach Zweierpotenzen einer Mikrosekunde, dazwischen geschätzt.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>The share of the pages that watched sessions asked for over the whole range and that were in SQLite&apos;s cache, not in the file or the WAL.</source>
        <translation>Der Anteil der Seiten, die beobachtete Sitzungen im ganzen Zeitraum verlangten und die in SQLites Cache lagen statt in der Datei oder im WAL.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>The size of the frames in the WAL. A reader that stays in an old state keeps checkpoints from copying them, so that the WAL grows.</source>
        <translation>Die Größe der Frames im WAL. Ein Leser, der in einem alten Stand bleibt, hindert Checkpoints daran, sie zu übertragen; dann wächst das WAL.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Connections on the board: of this program, of other copies of it, and of probed programs. Those that aren&apos;t watched show by their locks alone.</source>
        <translation>Verbindungen auf der Tafel: die dieses Programms, weiterer Kopien davon und von Programmen mit Sonde. Nicht beobachtete zeigen sich nur durch ihre Sperren.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>What watched sessions read from files and wrote to them, temporary ones too. Averages of the last ten seconds.</source>
        <translation>Was beobachtete Sitzungen aus Dateien lasen und in sie schrieben, auch temporäre. Mittel der letzten zehn Sekunden.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>The size of the database with what the WAL holds of it.</source>
        <translation>Die Größe der Datenbank mit dem, was das WAL von ihr enthält.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Recording</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Whether every commit is recorded, so that the database can be seen as of any moment.</source>
        <translation>Ob jeder Commit aufgezeichnet wird, sodass die Datenbank zu jedem Zeitpunkt betrachtet werden kann.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Last backup</source>
        <translation>Letzte Sicherung</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The newest backup set from which the database can be restored.</source>
        <translation>Der neueste Sicherungssatz, aus dem die Datenbank wiederhergestellt werden kann.</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Large chart</source>
        <translation>Großes Diagramm</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>CPU cores: %1</source>
        <translation>CPU-Kerne: %1</translation>
    </message>
    <message>
        <location line="+121"/>
        <source>Paused at %1</source>
        <translation>Angehalten um %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1 active sessions on average now</source>
        <translation>jetzt im Mittel %1 aktive Sitzungen</translation>
    </message>
    <message>
        <location line="+25"/>
        <source>No metrics of this database are kept on disk: here stands what was seen since it was opened. Once it is recorded, each minute is kept for a day, and each hour for 90 days.</source>
        <translation>Von dieser Datenbank sind keine Metriken auf der Festplatte: Hier steht, was seit dem Öffnen gesehen wurde. Sobald sie aufgezeichnet wird, bleibt jede Minute einen Tag und jede Stunde 90 Tage erhalten.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Metrics are kept from now on, minute by minute. Here stands what was seen since the database was opened.</source>
        <translation>Metriken werden ab jetzt Minute für Minute aufbewahrt. Hier steht, was seit dem Öffnen der Datenbank gesehen wurde.</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Nothing is measured of a backup that is looked at. Open the database itself.</source>
        <translation>Von einer betrachteten Sicherung wird nichts gemessen. Öffnen Sie die Datenbank selbst.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Nothing was measured yet. Each second will appear here from now on.</source>
        <translation>Noch wurde nichts gemessen. Ab jetzt erscheint hier jede Sekunde.</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Nothing can be restored yet.</source>
        <translation>Noch kann nichts wiederhergestellt werden.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>next: %1</source>
        <translation>nächste: %1</translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>%Ln set(s)</source>
        <translation>
            <numerusform>%Ln Satz</numerusform>
            <numerusform>%Ln Sätze</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>strandline::dashboard::MetricCard</name>
    <message>
        <location filename="../views/dashboard/metric_card.cpp" line="+29"/>
        <source>Show %1 as the large chart</source>
        <translation>%1 als großes Diagramm zeigen</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>–</source>
        <comment>no figure is known</comment>
        <translation>–</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1: %2</source>
        <comment>title of a card, its figure</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>strandline::dashboard::TopCard</name>
    <message>
        <location filename="../views/dashboard/top_card.cpp" line="+19"/>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Statement</source>
        <translation>Anweisung</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Statements of the last minute</source>
        <translation>Anweisungen der letzten Minute</translation>
    </message>
    <message>
        <location line="+5"/>
        <location line="+1"/>
        <source>Top SQL now</source>
        <translation>Top-SQL jetzt</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>The statements that most sessions were busy with in the last minute, by samples taken ten times a second.</source>
        <translation>Die Anweisungen, mit denen in der letzten Minute die meisten Sitzungen beschäftigt waren, nach Stichproben zehnmal je Sekunde.</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>(no statement is told)</source>
        <translation>(keine Anweisung genannt)</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>No session was busy in the last minute.</source>
        <translation>In der letzten Minute war keine Sitzung beschäftigt.</translation>
    </message>
</context>
<context>
    <name>strandline::diagram</name>
    <message>
        <location filename="../views/diagram/diagram_feature.cpp" line="+32"/>
        <source>Diagram</source>
        <translation>Diagramm</translation>
    </message>
</context>
<context>
    <name>strandline::diagram::Diagram</name>
    <message>
        <location filename="../models/diagram/diagram.cpp" line="+45"/>
        <source>Draw the diagram</source>
        <translation>Diagramm wird gezeichnet</translation>
    </message>
</context>
<context>
    <name>strandline::diagram::DiagramPage</name>
    <message>
        <location filename="../views/diagram/diagram_page.cpp" line="+54"/>
        <location line="+1"/>
        <location line="+47"/>
        <source>Diagram</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <location line="+7"/>
        <location line="+1"/>
        <location line="+38"/>
        <source>Find a table</source>
        <translation>Tabelle suchen</translation>
    </message>
    <message>
        <location line="-26"/>
        <source>Keys only</source>
        <translation>Nur Schlüssel</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Show only the columns of primary and foreign keys</source>
        <translation>Nur die Spalten von Primär- und Fremdschlüsseln zeigen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>As a table</source>
        <translation>Als Tabelle</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>List the foreign keys in place of the picture</source>
        <translation>Fremdschlüssel statt des Bildes auflisten</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>Refresh</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Show the whole diagram</source>
        <translation>Das ganze Diagramm zeigen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Put moved tables back</source>
        <translation>Verschobene Tabellen zurücksetzen</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Save the diagram as a picture…</source>
        <translation>Diagramm als Bild speichern …</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Return to now</source>
        <translation>Zum Jetzt</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Tables and the foreign keys between them will be drawn here. This database has no table yet.</source>
        <translation>Hier werden Tabellen und die Fremdschlüssel zwischen ihnen gezeichnet. Diese Datenbank hat noch keine Tabelle.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Create a table in a worksheet</source>
        <translation>Tabelle im Arbeitsblatt anlegen</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>Foreign keys</source>
        <translation>Fremdschlüssel</translation>
    </message>
    <message>
        <location line="+74"/>
        <source>As of %1</source>
        <translation>Stand %1</translation>
    </message>
    <message numerus="yes">
        <location line="+13"/>
        <source>%n table(s)</source>
        <translation>
            <numerusform>%n Tabelle</numerusform>
            <numerusform>%n Tabellen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>%n foreign key(s)</source>
        <translation>
            <numerusform>%n Fremdschlüssel</numerusform>
            <numerusform>%n Fremdschlüssel</numerusform>
        </translation>
    </message>
    <message>
        <location line="+26"/>
        <source>No table here declares a foreign key, so no lines are drawn.</source>
        <translation>Keine Tabelle erklärt hier einen Fremdschlüssel, darum gibt es keine Linien.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Click a table or a line to see what it references; double-click a table to browse it, or drag it to another place.</source>
        <translation>Klick auf eine Tabelle oder Linie zeigt, worauf sie verweist; Doppelklick auf eine Tabelle öffnet sie; Ziehen verschiebt sie.</translation>
    </message>
    <message>
        <location line="+12"/>
        <location line="+16"/>
        <source>Save the diagram</source>
        <translation>Diagramm speichern</translation>
    </message>
    <message>
        <location line="-13"/>
        <source>PNG picture (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG-Zeichnung (*.svg)</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>The diagram is saved as %1.</source>
        <translation>Das Diagramm ist als %1 gespeichert.</translation>
    </message>
</context>
<context>
    <name>strandline::diagram::DiagramView</name>
    <message>
        <location filename="../views/diagram/diagram_view.cpp" line="+42"/>
        <source>Diagram of the tables</source>
        <translation>Diagramm der Tabellen</translation>
    </message>
    <message>
        <location line="+50"/>
        <source>PK</source>
        <translation>PK</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>FK</source>
        <translation>FK</translation>
    </message>
    <message>
        <location line="+68"/>
        <source>references %1</source>
        <translation>verweist auf %1</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>is referenced by %1</source>
        <translation>wird verwiesen von %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1 has no foreign keys, and none points to it.</source>
        <translation>%1 hat keine Fremdschlüssel, und keiner verweist darauf.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>%1 %2.</source>
        <translation>%1 %2.</translation>
    </message>
</context>
<context>
    <name>strandline::diagram::LinksModel</name>
    <message>
        <location filename="../models/diagram/links_model.cpp" line="+41"/>
        <source>one to one or none</source>
        <translation>eins zu einem oder keinem</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>one to one</source>
        <translation>eins zu eins</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>many to one or none</source>
        <translation>viele zu einem oder keinem</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>many to one</source>
        <translation>viele zu einem</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>%1 (%2) references %3 (%4): %5. On delete: %6; on update: %7.</source>
        <translation>%1 (%2) verweist auf %3 (%4): %5. Bei DELETE: %6; bei UPDATE: %7.</translation>
    </message>
    <message>
        <location line="+45"/>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>References</source>
        <translation>Verweist auf</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Its columns</source>
        <translation>Deren Spalten</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>On delete</source>
        <translation>Bei DELETE</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>On update</source>
        <translation>Bei UPDATE</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Relation</source>
        <translation>Beziehung</translation>
    </message>
</context>
<context>
    <name>strandline::edit::EditedRowsModel</name>
    <message>
        <location filename="../models/edit/edited_rows_model.cpp" line="+129"/>
        <source>No rows are shown that could be edited.</source>
        <translation>Es werden keine Zeilen gezeigt, die sich bearbeiten ließen.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>A view can&apos;t be edited: its rows come from other tables. Edit them there.</source>
        <translation>Eine Sicht lässt sich nicht bearbeiten: Ihre Zeilen kommen aus anderen Tabellen. Bearbeiten Sie sie dort.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>A virtual table has no key by which its rows could be edited. Use a worksheet.</source>
        <translation>Eine virtuelle Tabelle hat keinen Schlüssel, über den sich ihre Zeilen bearbeiten ließen. Benutzen Sie ein Arbeitsblatt.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>The table keeps the data of a virtual table. Editing it would damage that.</source>
        <translation>Die Tabelle enthält die Daten einer virtuellen Tabelle. Ein Bearbeiten würde diese beschädigen.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>The table belongs to SQLite itself and can&apos;t be edited.</source>
        <translation>Die Tabelle gehört SQLite selbst und lässt sich nicht bearbeiten.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>The table&apos;s columns hide every name of the rowid, so its rows have no key by which they could be edited.</source>
        <translation>Die Spalten der Tabelle verdecken jeden Namen der rowid; darum haben ihre Zeilen keinen Schlüssel, über den sie sich bearbeiten ließen.</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>No cell is chosen.</source>
        <translation>Keine Zelle ist ausgewählt.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>%1 is a generated column: its value follows from others.</source>
        <translation>%1 ist eine berechnete Spalte: Ihr Wert folgt aus anderen.</translation>
    </message>
    <message>
        <location line="+3"/>
        <location line="+108"/>
        <location line="+52"/>
        <source>The row is not read yet.</source>
        <translation>Die Zeile ist noch nicht gelesen.</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>No row is chosen.</source>
        <translation>Keine Zeile ist ausgewählt.</translation>
    </message>
    <message>
        <location line="+22"/>
        <source>Rows that were never shown are not read and were left out. To delete many rows, use DELETE in a worksheet.</source>
        <translation>Nie gezeigte Zeilen sind nicht gelesen und wurden ausgelassen. Viele Zeilen löscht ein DELETE in einem Arbeitsblatt.</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>There are more columns in the clipboard than in the table; the rest was left out.</source>
        <translation>Die Zwischenablage hat mehr Spalten als die Tabelle; der Rest wurde ausgelassen.</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>Rows that are not read yet were left out.</source>
        <translation>Noch nicht gelesene Zeilen wurden ausgelassen.</translation>
    </message>
    <message>
        <location line="+92"/>
        <source>default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>generated</source>
        <translation>berechnet</translation>
    </message>
</context>
<context>
    <name>strandline::edit::StagedEdits</name>
    <message numerus="yes">
        <location filename="../models/edit/staged_edits.cpp" line="+308"/>
        <source>Applying %Ln change(s)</source>
        <translation>
            <numerusform>%Ln Änderung wird angewendet</numerusform>
            <numerusform>%Ln Änderungen werden angewendet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+23"/>
        <source>Nothing was applied: %Ln row(s) stand against it.</source>
        <translation>
            <numerusform>Nichts wurde angewendet: %Ln Zeile steht dem entgegen.</numerusform>
            <numerusform>Nichts wurde angewendet: %Ln Zeilen stehen dem entgegen.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Nothing was applied. %1</source>
        <translation>Nichts wurde angewendet. %1</translation>
    </message>
    <message numerus="yes">
        <location line="+63"/>
        <source>%Ln table(s)</source>
        <translation>
            <numerusform>%Ln Tabelle</numerusform>
            <numerusform>%Ln Tabellen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>%Ln row(s) added to %1</source>
        <translation>
            <numerusform>%Ln Zeile zu %1 hinzugefügt</numerusform>
            <numerusform>%Ln Zeilen zu %1 hinzugefügt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>%Ln row(s) deleted from %1</source>
        <translation>
            <numerusform>%Ln Zeile aus %1 gelöscht</numerusform>
            <numerusform>%Ln Zeilen aus %1 gelöscht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>%Ln row(s) changed in %1</source>
        <translation>
            <numerusform>%Ln Zeile in %1 geändert</numerusform>
            <numerusform>%Ln Zeilen in %1 geändert</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>strandline::editor::CompletionPopup</name>
    <message>
        <location filename="../views/common/editor/completion_popup.cpp" line="+103"/>
        <source>Proposals</source>
        <translation>Vorschläge</translation>
    </message>
</context>
<context>
    <name>strandline::editor::FindBar</name>
    <message>
        <location filename="../views/common/editor/find_bar.cpp" line="+76"/>
        <location line="+1"/>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Match case</source>
        <translation>Groß-/Kleinschreibung beachten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Whole words</source>
        <translation>Ganze Wörter</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Previous match</source>
        <translation>Voriger Treffer</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Next match</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Close the search</source>
        <translation>Suche schließen</translation>
    </message>
    <message>
        <location line="+12"/>
        <location line="+1"/>
        <source>Replace with</source>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Replace all</source>
        <translation>Alle ersetzen</translation>
    </message>
    <message>
        <location line="+123"/>
        <source>This is no regular expression</source>
        <translation>Das ist kein regulärer Ausdruck</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>More than %1 matches</source>
        <translation>Mehr als %1 Treffer</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>No match</source>
        <translation>Kein Treffer</translation>
    </message>
    <message numerus="yes">
        <location line="+0"/>
        <source>%n matches</source>
        <translation>
            <numerusform>%n Treffer</numerusform>
            <numerusform>%n Treffer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+46"/>
        <source>Replaced %n matches</source>
        <translation>
            <numerusform>%n Treffer ersetzt</numerusform>
            <numerusform>%n Treffer ersetzt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>strandline::editor::SqlEditor</name>
    <message>
        <location filename="../views/common/editor/sql_editor.cpp" line="+116"/>
        <source>SQL text</source>
        <translation>SQL-Text</translation>
    </message>
    <message>
        <location line="+94"/>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Redo</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Cut</source>
        <translation>Ausschneiden</translation>
    </message>
    <message>
        <location line="-154"/>
        <location line="+155"/>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <location line="-155"/>
        <location line="+156"/>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Comment or uncomment</source>
        <translation>Kommentar an oder aus</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Complete</source>
        <translation>Vervollständigen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Duplicate the line or selection</source>
        <translation>Zeile oder Auswahl duplizieren</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Move lines up</source>
        <translation>Zeilen nach oben verschieben</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Move lines down</source>
        <translation>Zeilen nach unten verschieben</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Select the next occurrence too</source>
        <translation>Auch das nächste Vorkommen auswählen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Add a cursor above</source>
        <translation>Schreibmarke darüber hinzufügen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Add a cursor below</source>
        <translation>Schreibmarke darunter hinzufügen</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Find…</source>
        <translation>Suchen …</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Replace…</source>
        <translation>Ersetzen …</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Find next</source>
        <translation>Weitersuchen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Find previous</source>
        <translation>Rückwärts weitersuchen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Larger text</source>
        <translation>Größerer Text</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Smaller text</source>
        <translation>Kleinerer Text</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Text at its own size</source>
        <translation>Text in Normalgröße</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Fold or unfold all</source>
        <translation>Alles ein- oder ausklappen</translation>
    </message>
    <message>
        <location line="+229"/>
        <source>Formatting SQL</source>
        <translation>SQL wird formatiert</translation>
    </message>
</context>
<context>
    <name>strandline::flashback</name>
    <message>
        <location filename="../views/flashback/flashback_feature.cpp" line="+330"/>
        <source>Flashback</source>
        <translation>Flashback</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::AxisTools</name>
    <message>
        <location filename="../views/flashback/axis_tools.cpp" line="+25"/>
        <source>Stop searching</source>
        <translation>Suche anhalten</translation>
    </message>
    <message>
        <location line="+40"/>
        <source>Step back</source>
        <translation>Schritt zurück</translation>
    </message>
    <message>
        <location line="+5"/>
        <location line="+99"/>
        <source>Play back</source>
        <translation>Rückwärts abspielen</translation>
    </message>
    <message>
        <location line="-97"/>
        <source>Length of a step</source>
        <translation>Länge eines Schritts</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>by commit</source>
        <translation>je Commit</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>by hour</source>
        <translation>je Stunde</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>by day</source>
        <translation>je Tag</translation>
    </message>
    <message>
        <location line="+2"/>
        <location line="+96"/>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <location line="-95"/>
        <source>Step forward</source>
        <translation>Schritt vor</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Commits that touched</source>
        <translation>Commits an der Tabelle</translation>
    </message>
    <message>
        <location line="+6"/>
        <location line="+1"/>
        <source>Text or value in a changed row</source>
        <translation>Text oder Wert in einer geänderten Zeile</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Return looks for the commits that changed a row with this text</source>
        <translation>Die Eingabetaste sucht die Commits, die eine Zeile mit diesem Text geändert haben</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Filter the commits</source>
        <translation>Commits filtern</translation>
    </message>
    <message>
        <location line="+60"/>
        <location line="+2"/>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>All tables</source>
        <translation>Alle Tabellen</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>%Ln commit(s)</source>
        <translation>
            <numerusform>%Ln Commit</numerusform>
            <numerusform>%Ln Commits</numerusform>
        </translation>
    </message>
    <message>
        <location line="+4"/>
        <source>searched %1 %</source>
        <translation>%1 % durchsucht</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::CommitChanges</name>
    <message>
        <location filename="../models/flashback/commit_changes.cpp" line="+134"/>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <location line="+48"/>
        <source>inserted</source>
        <translation>eingefügt</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>updated</source>
        <translation>geändert</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <location line="+71"/>
        <source>Reading the changes of %1</source>
        <translation>Lesen der Änderungen von %1</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::CommitPane</name>
    <message>
        <location filename="../views/flashback/commit_pane.cpp" line="+32"/>
        <source>Undo script</source>
        <translation>Rücknahme-Skript</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Undo this transaction…</source>
        <translation>Diese Transaktion zurücknehmen …</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>The chosen commit</source>
        <translation>Der gewählte Commit</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Tables that the commit touched</source>
        <translation>Tabellen, die der Commit berührt hat</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Changed rows</source>
        <translation>Geänderte Zeilen</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>History of this row</source>
        <translation>Verlauf dieser Zeile</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>The undo script is in the clipboard.</source>
        <translation>Das Rücknahme-Skript ist in der Zwischenablage.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Open in a worksheet</source>
        <translation>In einem Arbeitsblatt öffnen</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Undo %1</source>
        <translation>Rücknahme von %1</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>Writing the undo script of %1</source>
        <translation>Schreiben des Rücknahme-Skripts von %1</translation>
    </message>
    <message>
        <location line="+44"/>
        <source>%1 · %2 · %3</source>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1 stored</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>%1 inserted, %2 updated, %3 deleted</source>
        <translation>%1 eingefügt, %2 geändert, %3 gelöscht</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <location line="+63"/>
        <source>The first %1 of %2 are shown.</source>
        <translation>Die ersten %1 von %2 werden gezeigt.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Choose a commit to see what it changed.</source>
        <translation>Wählen Sie einen Commit, um zu sehen, was er geändert hat.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Reading what the commit changed…</source>
        <translation>Änderungen des Commits werden gelesen …</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The history begins here: what was changed before is not known.</source>
        <translation>Der Verlauf beginnt hier: Was vorher geändert wurde, ist nicht bekannt.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>What this commit changed can&apos;t be told from the history.</source>
        <translation>Was dieser Commit geändert hat, lässt sich aus dem Verlauf nicht sagen.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>VACUUM gave the rows of this table other rowids; their values are the same.</source>
        <translation>VACUUM hat den Zeilen dieser Tabelle andere Rowids gegeben; ihre Werte sind dieselben.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>This commit changed no row and nothing of the schema.</source>
        <translation>Dieser Commit hat keine Zeile und nichts am Schema geändert.</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::ComparePane</name>
    <message>
        <location filename="../views/flashback/compare_pane.cpp" line="+30"/>
        <location line="+41"/>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <location line="-41"/>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+6"/>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <location line="-6"/>
        <source>Save as SQL</source>
        <translation>Als SQL speichern</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>The SQL was saved as %1.</source>
        <translation>Das SQL wurde als %1 gespeichert.</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>%1: SCN or time, empty for now</source>
        <translation>%1: SCN oder Zeit, leer für jetzt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>An SCN, or a time such as 2026-11-10 14:22; empty for now</source>
        <translation>Eine SCN oder eine Zeit wie 2026-11-10 14:22; leer für jetzt</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Swap</source>
        <translation>Vertauschen</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Forward: from the first point to the second…</source>
        <translation>Vorwärts: vom ersten Punkt zum zweiten…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Backward: from the second point to the first…</source>
        <translation>Rückwärts: vom zweiten Punkt zum ersten…</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Save the difference as SQL</source>
        <translation>Den Unterschied als SQL speichern</translation>
    </message>
    <message>
        <location line="-57"/>
        <source>Tables that differ</source>
        <translation>Tabellen mit Unterschieden</translation>
    </message>
    <message>
        <location line="+75"/>
        <source>Rows that differ</source>
        <translation>Zeilen mit Unterschieden</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>History of this row</source>
        <translation>Verlauf dieser Zeile</translation>
    </message>
    <message>
        <location line="+66"/>
        <source>Save the SQL from %1 to %2</source>
        <translation>SQL von %1 nach %2 speichern</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>SQL files (*.sql)</source>
        <translation>SQL-Dateien (*.sql)</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Comparing…</source>
        <translation>Wird verglichen…</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The two points are equal.</source>
        <translation>Die beiden Punkte sind gleich.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Name two points, by SCN or time, and compare them.</source>
        <translation>Nennen Sie zwei Punkte, als SCN oder Zeit, und vergleichen Sie sie.</translation>
    </message>
    <message>
        <location line="+43"/>
        <source>Reading the rows that differ…</source>
        <translation>Die Zeilen mit Unterschieden werden gelesen…</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>VACUUM gave the rows of this table other rowids; their values are the same.</source>
        <translation>VACUUM hat den Zeilen dieser Tabelle andere Rowids gegeben; ihre Werte sind dieselben.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Choose a table to see its rows.</source>
        <translation>Wählen Sie eine Tabelle, um ihre Zeilen zu sehen.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>The first %1 of %2 are shown.</source>
        <translation>Die ersten %1 von %2 werden gezeigt.</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::ComparisonModel</name>
    <message numerus="yes">
        <location filename="../models/flashback/comparison_model.cpp" line="+83"/>
        <source>%n entry(ies) differ</source>
        <translation>
            <numerusform>%n Eintrag unterscheidet sich</numerusform>
            <numerusform>%n Einträge unterscheiden sich</numerusform>
        </translation>
    </message>
    <message>
        <location line="+6"/>
        <source>VACUUM gave the rows other rowids</source>
        <translation>VACUUM gab den Zeilen andere rowids</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>The table went</source>
        <translation>Die Tabelle verschwand</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>The table came</source>
        <translation>Die Tabelle kam hinzu</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <location line="+30"/>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Added</source>
        <translation>Hinzugekommen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <location line="+29"/>
        <source>Comparing two points in time</source>
        <translation>Zwei Zeitpunkte werden verglichen</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>Writing the SQL from %1 to %2</source>
        <translation>Das SQL von %1 nach %2 wird geschrieben</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::DatabaseFlashback</name>
    <message>
        <location filename="../models/flashback/database_flashback.cpp" line="+118"/>
        <source>Looking at what would change</source>
        <translation>Änderungen werden ermittelt</translation>
    </message>
    <message>
        <location line="+22"/>
        <source>Flashing the database back to %1</source>
        <translation>Datenbank wird auf %1 zurückgesetzt</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::DatabaseFlashbackPane</name>
    <message>
        <location filename="../views/flashback/database_flashback_pane.cpp" line="+23"/>
        <source>Make a restore point first:</source>
        <translation>Zuerst einen Wiederherstellungspunkt anlegen:</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Flashback of the whole database</source>
        <translation>Flashback der ganzen Datenbank</translation>
    </message>
    <message>
        <location line="-6"/>
        <source>What would change, by table</source>
        <translation>Was sich ändern würde, je Tabelle</translation>
    </message>
    <message>
        <location line="+61"/>
        <source>Name of the restore point that is made first</source>
        <translation>Name des Wiederherstellungspunkts, der zuerst angelegt wird</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>Progress of the flashback</source>
        <translation>Fortschritt des Flashbacks</translation>
    </message>
    <message>
        <location line="+53"/>
        <source>Choose a restore point at the left, or a commit above: here stands what would change if the whole database became what it was then. It is done in place, beside the programs that use it; what is left behind stays in the history and can be gone back to.</source>
        <translation>Wählen Sie links einen Wiederherstellungspunkt oder oben einen Commit: Hier steht, was sich ändern würde, wenn die ganze Datenbank wieder wird, was sie damals war. Das geschieht an Ort und Stelle, neben den Programmen, die sie benutzen; was zurückbleibt, bleibt in der Historie, und es führt ein Weg dorthin zurück.</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Looking at what would change…</source>
        <translation>Änderungen werden ermittelt …</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>The database is what it was then: there is nothing to do.</source>
        <translation>Die Datenbank ist, was sie damals war: Es gibt nichts zu tun.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1 of %2 would be written (%3). %4 left behind.</source>
        <translation>%1 von %2 würden geschrieben (%3). %4 zurückbleiben.</translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>%Ln commit(s) would be</source>
        <translation>
            <numerusform>%Ln Commit würde</numerusform>
            <numerusform>%Ln Commits würden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>%Ln commit(s) of another line of history would come back.</source>
        <translation>
            <numerusform>%Ln Commit einer anderen Linie der Historie würde zurückkommen.</numerusform>
            <numerusform>%Ln Commits einer anderen Linie der Historie würden zurückkommen.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+4"/>
        <source>More was committed since this was reckoned; the flashback undoes that, too.</source>
        <translation>Seit dieser Berechnung kam mehr hinzu; der Flashback macht auch das rückgängig.</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>The database was what it was at %1 already.</source>
        <translation>Die Datenbank war schon, was sie bei %1 war.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The database is what it was at %1: %2 written. What it was before is %3.</source>
        <translation>Die Datenbank ist, was sie bei %1 war: %2 geschrieben. Was sie vorher war, ist %3.</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Flash the database back to %1</source>
        <translation>Datenbank auf %1 zurücksetzen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Flash the database back</source>
        <translation>Datenbank zurücksetzen</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>before_flashback_%1</source>
        <translation>vor_flashback_%1</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Go back to %1</source>
        <translation>Zurück zu %1</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Flash back to %1</source>
        <translation>Auf %1 zurücksetzen</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::DatabasePlanModel</name>
    <message>
        <location filename="../models/flashback/database_flashback.cpp" line="-108"/>
        <source>is undone</source>
        <translation>wird rückgängig</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>comes back</source>
        <translation>kommt zurück</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>its definition changes</source>
        <translation>ihre Definition ändert sich</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>its rows get their earlier rowids</source>
        <translation>ihre Zeilen bekommen ihre früheren Rowids</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Inserts</source>
        <translation>Eingefügt</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Updates</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Deletes</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Remark</source>
        <translation>Bemerkung</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::DryRunModel</name>
    <message>
        <location filename="../models/flashback/dry_run_model.cpp" line="+63"/>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Note</source>
        <translation>Anmerkung</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>%1 stays as it is</source>
        <translation>%1 bleibt, wie es ist</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>+ rows of %1 come back</source>
        <translation>+ Zeilen von %1 kommen zurück</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>~ rows of %1 get their old values</source>
        <translation>~ Zeilen von %1 erhalten ihre alten Werte</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>− rows of %1 that came since go</source>
        <translation>− seither gekommene Zeilen von %1 verschwinden</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>%1 is in the way</source>
        <translation>%1 steht dem entgegen</translation>
    </message>
    <message>
        <location line="+4"/>
        <location line="+18"/>
        <source>Good to know</source>
        <translation>Gut zu wissen</translation>
    </message>
    <message>
        <location line="-9"/>
        <source>table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>index</source>
        <translation>Index</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>view</source>
        <translation>View</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>trigger</source>
        <translation>Trigger</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>+ %1 %2</source>
        <translation>+ %1 %2</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::DryRunView</name>
    <message>
        <location filename="../views/flashback/dry_run_view.cpp" line="+12"/>
        <source>What would happen</source>
        <translation>Was geschehen würde</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::ExplorerPanes</name>
    <message>
        <location filename="../views/flashback/explorer_panes.cpp" line="+32"/>
        <source>Transactions</source>
        <translation>Transaktionen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Table then and now</source>
        <translation>Tabelle damals und jetzt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Row history</source>
        <translation>Zeilenverlauf</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Restore points</source>
        <translation>Wiederherstellungspunkte</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Recycle bin</source>
        <translation>Papierkorb</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::FlashbackPage</name>
    <message>
        <location filename="../views/flashback/flashback_moment.cpp" line="+23"/>
        <source>Refresh</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Open a worksheet as of here</source>
        <translation>Arbeitsblatt mit diesem Stand öffnen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Save the database as of here…</source>
        <translation>Datenbank mit diesem Stand speichern …</translation>
    </message>
    <message>
        <location line="+30"/>
        <source>Return to now</source>
        <translation>Zum Jetzt</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>As of %1</source>
        <translation>Stand %1</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Save the database as of %1</source>
        <translation>Datenbank im Stand %1 speichern</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>SQLite databases (*.db *.sqlite *.sqlite3)</source>
        <translation>SQLite-Datenbanken (*.db *.sqlite *.sqlite3)</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>The database as of %1 was saved as %2 (%3).</source>
        <translation>Die Datenbank im Stand %1 wurde als %2 gespeichert (%3).</translation>
    </message>
    <message>
        <location filename="../views/flashback/flashback_page.cpp" line="+33"/>
        <location line="+1"/>
        <source>Flashback</source>
        <translation>Flashback</translation>
    </message>
    <message>
        <location line="+40"/>
        <source>What to show of the history</source>
        <translation>Was vom Verlauf zu sehen ist</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Show: %1</source>
        <translation>Zeigen: %1</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::HistoryBar</name>
    <message>
        <location filename="../views/flashback/history_bar.cpp" line="+44"/>
        <source>Retention</source>
        <translation>Aufbewahrung</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Forget the whole history…</source>
        <translation>Die ganze Historie vergessen …</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Recording and history</source>
        <translation>Aufzeichnung und Historie</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>%1 forgotten, %2 freed. The history begins at %3 now.</source>
        <translation>%1 vergessen, %2 freigegeben. Die Historie beginnt jetzt bei %3.</translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <location line="+140"/>
        <source>%Ln commit(s)</source>
        <translation>
            <numerusform>%Ln Commit</numerusform>
            <numerusform>%Ln Commits</numerusform>
        </translation>
    </message>
    <message>
        <location line="-134"/>
        <source>The history of %1 is forgotten.</source>
        <translation>Die Historie von %1 ist vergessen.</translation>
    </message>
    <message>
        <location line="+39"/>
        <source> days</source>
        <translation> Tage</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Days to keep</source>
        <translation>Tage, die aufbewahrt werden</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Keep the last</source>
        <translation>Behalten: die letzten</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Recording</source>
        <translation>Aufzeichnung läuft</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Starting to record</source>
        <translation>Aufzeichnung beginnt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Stopping</source>
        <translation>Wird beendet</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Recorded by %1</source>
        <translation>Aufgezeichnet von %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Not recording</source>
        <translation>Keine Aufzeichnung</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Stop recording</source>
        <translation>Aufzeichnung beenden</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Record…</source>
        <translation>Aufzeichnen …</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Stop recording first.</source>
        <translation>Zuerst die Aufzeichnung beenden.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>%1 on the disk · from %2, %3 to %4, %5</source>
        <translation>%1 auf der Platte · von %2, %3 bis %4, %5</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>no gap</source>
        <translation>keine Lücke</translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>%n gap(s)</source>
        <translation>
            <numerusform>%n Lücke</numerusform>
            <numerusform>%n Lücken</numerusform>
        </translation>
    </message>
    <message>
        <location line="+26"/>
        <source>Looking what that would free…</source>
        <translation>Es wird ermittelt, was das freigäbe …</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>No commit is older than that: nothing would be forgotten.</source>
        <translation>Kein Commit ist älter: Nichts würde vergessen.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>The history would begin at %1. What is older can&apos;t be looked at any more.</source>
        <translation>Die Historie begänne bei %1. Älteres ließe sich nicht mehr ansehen.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Forget %1, free %2</source>
        <translation>%1 vergessen, %2 freigeben</translation>
    </message>
    <message>
        <location line="+8"/>
        <location line="+8"/>
        <source>Forget the history</source>
        <translation>Historie vergessen</translation>
    </message>
    <message>
        <location line="-7"/>
        <source>The whole history of %1 will be deleted: %2 to %3, %4. Its past can&apos;t be looked at, compared or saved any more. The database itself stays as it is.</source>
        <translation>Die ganze Historie von %1 wird gelöscht: %2 bis %3, %4. Die Vergangenheit lässt sich dann nicht mehr ansehen, vergleichen oder speichern. Die Datenbank selbst bleibt, wie sie ist.</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::HistoryUpkeep</name>
    <message>
        <location filename="../models/flashback/history_upkeep.cpp" line="+41"/>
        <source>Forgetting old commits</source>
        <translation>Alte Commits werden vergessen</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>Forgetting the history</source>
        <translation>Historie wird vergessen</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Saving the database as of %1</source>
        <translation>Datenbank im Stand %1 wird gespeichert</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::PutBackPanel</name>
    <message>
        <location filename="../views/flashback/put_back_panel.cpp" line="+25"/>
        <source>Let triggers fire</source>
        <translation>Trigger auslösen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Put back</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Put a table back</source>
        <translation>Eine Tabelle zurücksetzen</translation>
    </message>
    <message>
        <location line="+55"/>
        <source>Put %1 back to %2</source>
        <translation>%1 auf %2 zurücksetzen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Put the selected rows of %1 back to %2</source>
        <translation>Ausgewählte Zeilen von %1 auf %2 zurücksetzen</translation>
    </message>
    <message numerus="yes">
        <location line="+24"/>
        <source>%1 is put back to %2: %Ln row(s) changed.</source>
        <translation>
            <numerusform>%1 ist auf %2 zurückgesetzt: %Ln Zeile geändert.</numerusform>
            <numerusform>%1 ist auf %2 zurückgesetzt: %Ln Zeilen geändert.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Undo…</source>
        <translation>Rückgängig…</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::RecycleBinModel</name>
    <message>
        <location filename="../models/flashback/recycle_bin_model.cpp" line="+37"/>
        <source>virtual table</source>
        <translation>virtuelle Tabelle</translation>
    </message>
    <message numerus="yes">
        <location line="+7"/>
        <source>%Ln index(es)</source>
        <translation>
            <numerusform>%Ln Index</numerusform>
            <numerusform>%Ln Indizes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>%Ln trigger(s)</source>
        <translation>
            <numerusform>%Ln Trigger</numerusform>
            <numerusform>%Ln Trigger</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>%Ln view(s)</source>
        <translation>
            <numerusform>%Ln View</numerusform>
            <numerusform>%Ln Views</numerusform>
        </translation>
    </message>
    <message>
        <location line="+2"/>
        <source>made again in the same commit</source>
        <translation>im selben Commit neu angelegt</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>name taken</source>
        <translation>Name vergeben</translation>
    </message>
    <message>
        <location line="+47"/>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Dropped</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>SCN</source>
        <translation>SCN</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>What it held</source>
        <translation>Was dazugehörte</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Looking for dropped tables</source>
        <translation>Gelöschte Tabellen werden gesucht</translation>
    </message>
    <message>
        <location line="+33"/>
        <source>Bringing %1 back</source>
        <translation>%1 wird zurückgeholt</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Purging the recycle bin</source>
        <translation>Der Papierkorb wird geleert</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::RecycleBinPane</name>
    <message>
        <location filename="../views/flashback/recycle_bin_pane.cpp" line="+30"/>
        <source>Empty the recycle bin…</source>
        <translation>Papierkorb leeren…</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Bring back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Purge…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Recycle bin</source>
        <translation>Papierkorb</translation>
    </message>
    <message numerus="yes">
        <location line="+40"/>
        <source>%Ln table(s) purged. AS OF still reads them.</source>
        <translation>
            <numerusform>%Ln Tabelle aus dem Papierkorb entfernt. AS OF liest sie weiterhin.</numerusform>
            <numerusform>%Ln Tabellen aus dem Papierkorb entfernt. AS OF liest sie weiterhin.</numerusform>
        </translation>
    </message>
    <message>
        <location line="-46"/>
        <source>Dropped tables</source>
        <translation>Gelöschte Tabellen</translation>
    </message>
    <message>
        <location line="+84"/>
        <source>Bring back as</source>
        <translation>Zurückholen als</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Name that the table gets</source>
        <translation>Name, den die Tabelle erhält</translation>
    </message>
    <message>
        <location line="+103"/>
        <location line="+10"/>
        <source>Purge</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <location line="-9"/>
        <source>All tables leave the recycle bin and can&apos;t be brought back from it any more. AS OF still reads them as long as the history goes back to them.</source>
        <translation>Alle Tabellen verlassen den Papierkorb und lassen sich von dort nicht mehr zurückholen. AS OF liest sie weiterhin, solange der Verlauf bis zu ihnen reicht.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1 leaves the recycle bin, every drop of it, and can&apos;t be brought back from it any more. AS OF still reads it as long as the history goes back to it.</source>
        <translation>%1 verlässt den Papierkorb, mit jeder Löschung unter diesem Namen, und lässt sich von dort nicht mehr zurückholen. AS OF liest die Tabelle weiterhin, solange der Verlauf bis zu ihr reicht.</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>%1 is back.</source>
        <translation>%1 ist wieder da.</translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>%1 is back, with %Ln row(s).</source>
        <translation>
            <numerusform>%1 ist wieder da, mit %Ln Zeile.</numerusform>
            <numerusform>%1 ist wieder da, mit %Ln Zeilen.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+20"/>
        <source>No commit of the recorded history dropped a table.</source>
        <translation>Kein Commit des aufgezeichneten Verlaufs hat eine Tabelle gelöscht.</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Dropped with %1</source>
        <translation>Gelöscht mit %1</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::RestorePointsModel</name>
    <message>
        <location filename="../models/flashback/restore_points_model.cpp" line="+35"/>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>no longer in the history</source>
        <translation>nicht mehr in der Historie</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>nearly used up: %1</source>
        <translation>fast verbraucht: %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>used up: %1</source>
        <translation>verbraucht: %1</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>%1
%2, incarnation %3
Made %4</source>
        <translation>%1
%2, Inkarnation %3
Angelegt %4</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>The history since it is kept until it takes %1.</source>
        <translation>Die Historie seitdem bleibt erhalten, bis sie %1 belegt.</translation>
    </message>
    <message>
        <location line="+44"/>
        <source>Restore point</source>
        <translation>Wiederherstellungspunkt</translation>
    </message>
    <message>
        <location line="+2"/>
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
        <source>Guarantee</source>
        <translation>Garantie</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::RestorePointsPane</name>
    <message>
        <location filename="../views/flashback/restore_points_pane.cpp" line="+28"/>
        <source>Guaranteed</source>
        <translation>Garantiert</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Make restore point</source>
        <translation>Wiederherstellungspunkt anlegen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Drop</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <location line="-1"/>
        <location line="+4"/>
        <source>Restore points</source>
        <translation>Wiederherstellungspunkte</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>Restore point %1 is dropped.</source>
        <translation>Der Wiederherstellungspunkt %1 ist gelöscht.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Make it again</source>
        <translation>Wieder anlegen</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>Name of the new restore point</source>
        <translation>Name des neuen Wiederherstellungspunkts</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Keeps the history since it, until that takes twice the size of the database, and at least 1 GiB.</source>
        <translation>Erhält die Historie seitdem, bis sie das Doppelte der Datenbank belegt, mindestens aber 1 GiB.</translation>
    </message>
    <message>
        <location line="+97"/>
        <source>Name for %1</source>
        <translation>Name für %1</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Name for now</source>
        <translation>Name für jetzt</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>A restore point is a name for a commit: for going back to it, for AS OF RESTORE POINT in SQL, and to keep the history since it. Choose a commit above, or stay at now, and give it a name.</source>
        <translation>Ein Wiederherstellungspunkt ist ein Name für einen Commit: um zu ihm zurückzugehen, für AS OF RESTORE POINT in SQL und um die Historie seitdem zu erhalten. Wählen Sie oben einen Commit, oder bleiben Sie beim Jetzt, und geben Sie ihm einen Namen.</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>No longer guarantee</source>
        <translation>Nicht mehr garantieren</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Guarantee</source>
        <translation>Garantieren</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::RowHistoryModel</name>
    <message>
        <location filename="../models/flashback/row_history_model.cpp" line="+159"/>
        <source>before</source>
        <translation>vorher</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>was there</source>
        <translation>war da</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>+ inserted</source>
        <translation>+ eingefügt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>− deleted</source>
        <translation>− gelöscht</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>~ updated</source>
        <translation>~ geändert</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>SCN</source>
        <translation>SCN</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <location line="+37"/>
        <source>Reading the history of a row of %1</source>
        <translation>Lesen des Verlaufs einer Zeile von %1</translation>
    </message>
    <message>
        <location line="+157"/>
        <source>Restoring a row of %1</source>
        <translation>Wiederherstellen einer Zeile von %1</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>The row was changed meanwhile, and nothing was restored. Read its history again.</source>
        <translation>Die Zeile wurde inzwischen geändert, und nichts wurde wiederhergestellt. Lesen Sie ihren Verlauf neu.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>The row is gone meanwhile, and nothing was restored. Read its history again.</source>
        <translation>Die Zeile gibt es inzwischen nicht mehr, und nichts wurde wiederhergestellt. Lesen Sie ihren Verlauf neu.</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::RowHistoryPane</name>
    <message>
        <location filename="../views/flashback/row_history_pane.cpp" line="+60"/>
        <source>Show its transaction</source>
        <translation>Ihre Transaktion zeigen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Restore this version…</source>
        <translation>Diesen Stand wiederherstellen …</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Row history</source>
        <translation>Zeilenverlauf</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Versions of the row</source>
        <translation>Stände der Zeile</translation>
    </message>
    <message>
        <location line="+43"/>
        <source>Table of the row</source>
        <translation>Tabelle der Zeile</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Key of the row</source>
        <translation>Schlüssel der Zeile</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Rowid or primary key</source>
        <translation>Rowid oder Primärschlüssel</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Return shows all versions of this row. Values of a primary key of several columns are separated by commas.</source>
        <translation>Die Eingabetaste zeigt alle Stände dieser Zeile. Werte eines Primärschlüssels aus mehreren Spalten werden durch Kommas getrennt.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <location line="+33"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location line="+74"/>
        <source>Reading the versions of the row…</source>
        <translation>Stände der Zeile werden gelesen …</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Every version of one row appears here: choose “History of this row” in the menu of a cell, or enter a table and a key above.</source>
        <translation>Hier erscheinen alle Stände einer Zeile: Wählen Sie „Verlauf dieser Zeile“ im Menü einer Zelle, oder geben Sie oben Tabelle und Schlüssel ein.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>The history has no such row.</source>
        <translation>Im Verlauf gibt es keine solche Zeile.</translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>%Ln version(s)</source>
        <translation>
            <numerusform>%Ln Stand</numerusform>
            <numerusform>%Ln Stände</numerusform>
        </translation>
    </message>
    <message>
        <location line="+2"/>
        <source>this table has no key: VACUUM may have given its rowid to another row</source>
        <translation>diese Tabelle hat keinen Schlüssel: VACUUM kann ihre Rowid einer anderen Zeile gegeben haben</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>The row has these values already, or was deleted.</source>
        <translation>Die Zeile hat diese Werte schon, oder sie wurde gelöscht.</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Look at the table as of this version</source>
        <translation>Die Tabelle zu diesem Stand ansehen</translation>
    </message>
    <message>
        <location line="+34"/>
        <source>The row comes back with these values:</source>
        <translation>Die Zeile kommt mit diesen Werten zurück:</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Written back: %1. Other columns stay as they are.</source>
        <translation>Zurückgeschrieben: %1. Andere Spalten bleiben, wie sie sind.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Not restored, for the table has no such column any more: %1.</source>
        <translation>Nicht wiederhergestellt, denn die Tabelle hat keine solche Spalte mehr: %1.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Restore the row as of %1</source>
        <translation>Zeile zum Stand %1 wiederherstellen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Restore the first version</source>
        <translation>Ersten Stand wiederherstellen</translation>
    </message>
    <message>
        <location line="+29"/>
        <source>The row is as it was before it was restored.</source>
        <translation>Die Zeile ist, wie sie vor dem Wiederherstellen war.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>The row of %1 was restored.</source>
        <translation>Die Zeile von %1 wurde wiederhergestellt.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::SchemaChangesModel</name>
    <message>
        <location filename="../models/flashback/schema_changes_model.cpp" line="+61"/>
        <source>+ made</source>
        <translation>+ angelegt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>− dropped</source>
        <translation>− entfernt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>~ changed</source>
        <translation>~ geändert</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>index</source>
        <translation>Index</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>view</source>
        <translation>Sicht</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>trigger</source>
        <translation>Trigger</translation>
    </message>
    <message>
        <location line="+22"/>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::TableFlashback</name>
    <message>
        <location filename="../models/flashback/table_flashback.cpp" line="+38"/>
        <source>Comparing %1 with %2</source>
        <translation>%1 wird mit %2 verglichen</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Putting %1 back to %2</source>
        <translation>%1 wird auf %2 zurückgesetzt</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::TablePane</name>
    <message>
        <location filename="../views/flashback/table_pane.cpp" line="+44"/>
        <source>Table then and now</source>
        <translation>Tabelle damals und jetzt</translation>
    </message>
    <message>
        <location line="+41"/>
        <source>History of this row</source>
        <translation>Verlauf dieser Zeile</translation>
    </message>
    <message>
        <location line="+114"/>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>As of %1</source>
        <translation>Stand %1</translation>
    </message>
    <message>
        <location line="+6"/>
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
        <location line="+11"/>
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <location line="-11"/>
        <source>more than %1 · %2</source>
        <translation>mehr als %1 · %2</translation>
    </message>
    <message numerus="yes">
        <location line="+23"/>
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
    <message>
        <location line="+71"/>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Next difference</source>
        <translation>Nächster Unterschied</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Previous difference</source>
        <translation>Voriger Unterschied</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Put this table back…</source>
        <translation>Diese Tabelle zurücksetzen…</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Put the selected rows back…</source>
        <translation>Ausgewählte Zeilen zurücksetzen…</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>Put back</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Put this table, or the selected rows, back to what they were</source>
        <translation>Diese Tabelle oder die ausgewählten Zeilen auf den Stand von damals zurücksetzen</translation>
    </message>
    <message numerus="yes">
        <location line="+24"/>
        <source>At most %Ln row(s) can be chosen. Select fewer, or put the whole table back.</source>
        <translation>
            <numerusform>Es lässt sich höchstens %Ln Zeile auswählen. Wählen Sie weniger aus, oder setzen Sie die ganze Tabelle zurück.</numerusform>
            <numerusform>Es lassen sich höchstens %Ln Zeilen auswählen. Wählen Sie weniger aus, oder setzen Sie die ganze Tabelle zurück.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>strandline::flashback::TimeAxis</name>
    <message>
        <location filename="../views/flashback/time_axis.cpp" line="+32"/>
        <source>Zoom to this range</source>
        <translation>Auf diesen Bereich vergrößern</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Record…</source>
        <translation>Aufzeichnen …</translation>
    </message>
    <message>
        <location line="+4"/>
        <location line="+38"/>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Remove this filter</source>
        <translation>Diesen Filter entfernen</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>Commits</source>
        <translation>Commits</translation>
    </message>
    <message>
        <location line="+0"/>
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
        <location line="+15"/>
        <source>Worksheet as of here</source>
        <translation>Arbeitsblatt zum Stand</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Save as of here…</source>
        <translation>Stand speichern …</translation>
    </message>
    <message>
        <location line="+30"/>
        <source>The database is being taken in as it is now. Its commits will appear here.</source>
        <translation>Die Datenbank wird aufgenommen, wie sie jetzt ist. Ihre Commits erscheinen hier.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Every commit will appear here once this database is recorded.</source>
        <translation>Jeder Commit erscheint hier, sobald diese Datenbank aufgezeichnet wird.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>%1 · %2 of history</source>
        <translation>%1 · %2 Historie</translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <location line="+34"/>
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
    <name>strandline::flashback::TransactionsModel</name>
    <message>
        <location filename="../models/flashback/transactions_model.cpp" line="+127"/>
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
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Remarks</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <location line="+42"/>
        <source>%1 (schema)</source>
        <translation>%1 (Schema)</translation>
    </message>
    <message numerus="yes">
        <location line="+8"/>
        <source>%n more</source>
        <translation>
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <location line="+10"/>
        <source>%1: + %2 ~ %3 − %4</source>
        <translation>%1: + %2 ~ %3 − %4</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>schema changed</source>
        <translation>Schema geändert</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>rowids given anew by VACUUM</source>
        <translation>Rowids von VACUUM neu vergeben</translation>
    </message>
    <message>
        <location line="+97"/>
        <source>Reading what commits changed</source>
        <translation>Lesen, was Commits geändert haben</translation>
    </message>
    <message>
        <location line="+122"/>
        <source>Looking for “%1” in what commits changed</source>
        <translation>Suche nach „%1“ in den Änderungen der Commits</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::TransactionsPane</name>
    <message>
        <location filename="../views/flashback/transactions_pane.cpp" line="+31"/>
        <source>Transactions</source>
        <translation>Transaktionen</translation>
    </message>
    <message>
        <location line="+60"/>
        <source>Commits appear here once they are recorded.</source>
        <translation>Commits erscheinen hier, sobald sie aufgezeichnet werden.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Looking for commits…</source>
        <translation>Commits werden gesucht …</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>No commit of this range fulfils the filter.</source>
        <translation>Kein Commit dieses Zeitraums entspricht dem Filter.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>There is no commit in this range.</source>
        <translation>In diesem Zeitraum gibt es keinen Commit.</translation>
    </message>
    <message>
        <location line="-66"/>
        <source>Commits</source>
        <translation>Commits</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::UndoDependenciesModel</name>
    <message>
        <location filename="../models/flashback/undo_work.cpp" line="+145"/>
        <source>%1, row %2</source>
        <translation>%1, Zeile %2</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>inserted the row again</source>
        <translation>hat die Zeile wieder eingefügt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>deleted the row</source>
        <translation>hat die Zeile gelöscht</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>changed the row</source>
        <translation>hat die Zeile geändert</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>put a row that points to it</source>
        <translation>hat eine Zeile angelegt, die auf sie verweist</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>took away the row that it points to</source>
        <translation>hat die Zeile entfernt, auf die sie verweist</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>took a value that must be unique</source>
        <translation>hat einen Wert belegt, der eindeutig sein muss</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Later transaction</source>
        <translation>Spätere Transaktion</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>What it did</source>
        <translation>Was sie tat</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Its row</source>
        <translation>Ihre Zeile</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Depends on</source>
        <translation>Hängt ab von</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::UndoGraph</name>
    <message>
        <location filename="../views/flashback/undo_graph.cpp" line="+29"/>
        <source>Transactions that depend on each other</source>
        <translation>Transaktionen, die voneinander abhängen</translation>
    </message>
    <message numerus="yes">
        <location line="+16"/>
        <source>%Ln transaction(s) depend on it.</source>
        <translation>
            <numerusform>%Ln Transaktion hängt von ihr ab.</numerusform>
            <numerusform>%Ln Transaktionen hängen von ihr ab.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+96"/>
        <source>%Ln transaction(s)</source>
        <translation>
            <numerusform>%Ln Transaktion</numerusform>
            <numerusform>%Ln Transaktionen</numerusform>
        </translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1, a gap</source>
        <translation>%1, eine Lücke</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <location line="+77"/>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::UndoPanel</name>
    <message>
        <location filename="../views/flashback/undo_panel.cpp" line="+36"/>
        <source>Undo a transaction</source>
        <translation>Eine Transaktion zurücknehmen</translation>
    </message>
    <message>
        <location line="+37"/>
        <source>Only alone</source>
        <translation>Nur allein</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>With dependents</source>
        <translation>Mit abhängigen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Rows without conflict</source>
        <translation>Zeilen ohne Konflikt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Force</source>
        <translation>Erzwingen</translation>
    </message>
    <message>
        <location line="-46"/>
        <source>What would be written</source>
        <translation>Was geschrieben würde</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>What depends on the transaction</source>
        <translation>Was von der Transaktion abhängt</translation>
    </message>
    <message>
        <location line="+96"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location line="+19"/>
        <location line="+78"/>
        <source>Undo transaction %1</source>
        <translation>Transaktion %1 zurücknehmen</translation>
    </message>
    <message>
        <location line="-71"/>
        <source>Refused where a later transaction touched the same rows or depends on them.</source>
        <translation>Abgelehnt, wo eine spätere Transaktion dieselben Zeilen berührt hat oder von ihnen abhängt.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Takes back the later transactions that depend on it, too, the newest first.</source>
        <translation>Nimmt auch die späteren Transaktionen zurück, die von ihr abhängen, die neueste zuerst.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Takes back the rows that nothing depends on, and leaves the others as they are.</source>
        <translation>Nimmt die Zeilen zurück, von denen nichts abhängt, und lässt die anderen, wie sie sind.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Takes back all its rows, whatever happened to them later.</source>
        <translation>Nimmt alle ihre Zeilen zurück, was auch immer später mit ihnen geschah.</translation>
    </message>
    <message>
        <location line="+31"/>
        <source>Undoing the transaction…</source>
        <translation>Transaktion wird zurückgenommen …</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Looking what that would change…</source>
        <translation>Es wird geprüft, was das ändern würde …</translation>
    </message>
    <message numerus="yes">
        <location line="+6"/>
        <source>Refused: %Ln later transaction(s) depend on it.</source>
        <translation>
            <numerusform>Abgelehnt: %Ln spätere Transaktion hängt von ihr ab.</numerusform>
            <numerusform>Abgelehnt: %Ln spätere Transaktionen hängen von ihr ab.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+4"/>
        <source>%1 would be written, in one transaction.</source>
        <translation>%1 würden geschrieben, in einer Transaktion.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Nothing would be written.</source>
        <translation>Nichts würde geschrieben.</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Of %1 dependent rows the first are listed.</source>
        <translation>Von %1 abhängigen Zeilen sind die ersten aufgeführt.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>The database is open for reading only.</source>
        <translation>Die Datenbank ist nur zum Lesen geöffnet.</translation>
    </message>
    <message numerus="yes">
        <location line="+8"/>
        <source>Undo transaction %1 and %Ln more</source>
        <translation>
            <numerusform>Transaktion %1 und %Ln weitere zurücknehmen</numerusform>
            <numerusform>Transaktion %1 und %Ln weitere zurücknehmen</numerusform>
        </translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Transaction %1 is undone: %2 written.</source>
        <translation>Transaktion %1 ist zurückgenommen: %2 geschrieben.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Show its commit</source>
        <translation>Ihren Commit zeigen</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::UndoTablesModel</name>
    <message>
        <location filename="../models/flashback/undo_work.cpp" line="-77"/>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>+ rows come back</source>
        <translation>+ kommen zurück</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>~ get old values</source>
        <translation>~ alte Werte</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>− rows go</source>
        <translation>− gehen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>left as they are</source>
        <translation>unberührt</translation>
    </message>
</context>
<context>
    <name>strandline::flashback::UndoWork</name>
    <message>
        <location line="-94"/>
        <source>Looking what undoing %1 would change</source>
        <translation>Prüfen, was die Rücknahme von %1 ändern würde</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Undoing transaction %1</source>
        <translation>Zurücknehmen der Transaktion %1</translation>
    </message>
</context>
<context>
    <name>strandline::grid::DataGrid</name>
    <message>
        <location filename="../views/common/grid/data_grid.cpp" line="+127"/>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Copy as</source>
        <translation>Kopieren als</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Text with column names</source>
        <translation>Text mit Spaltennamen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>INSERT statements</source>
        <translation>INSERT-Anweisungen</translation>
    </message>
    <message>
        <location line="+34"/>
        <source>Hide this column</source>
        <translation>Diese Spalte ausblenden</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Show column</source>
        <translation>Spalte einblenden</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Fit all columns</source>
        <translation>Alle Spalten anpassen</translation>
    </message>
</context>
<context>
    <name>strandline::grid::FilterHeader</name>
    <message>
        <location filename="../views/common/grid/filter_header.cpp" line="+27"/>
        <source>Column headers</source>
        <translation>Spaltenköpfe</translation>
    </message>
    <message>
        <location line="+73"/>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>abc: contains · abc*: begins with · =5 · &lt;&gt;5 · &lt;5 · &gt;=5 · 5..9 · NULL · not NULL</source>
        <translation>abc: enthält · abc*: beginnt mit · =5 · &lt;&gt;5 · &lt;5 · &gt;=5 · 5..9 · NULL · not NULL</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Filter of %1</source>
        <translation>Filter von %1</translation>
    </message>
</context>
<context>
    <name>strandline::grid::RowsPane</name>
    <message>
        <location filename="../views/common/grid/rows_pane.cpp" line="+97"/>
        <source>Return to now</source>
        <translation>Zum Jetzt</translation>
    </message>
    <message>
        <location line="-67"/>
        <source>Rows as of the chosen commit</source>
        <translation>Zeilen im Stand des gewählten Commits</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Rows now</source>
        <translation>Zeilen jetzt</translation>
    </message>
    <message>
        <location line="+141"/>
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
        <source>No row fulfils the filters.</source>
        <translation>Keine Zeile erfüllt die Filter.</translation>
    </message>
    <message>
        <location line="+1"/>
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
    <name>strandline::performance</name>
    <message>
        <location filename="../models/performance/performance_words.cpp" line="+37"/>
        <source>Statement</source>
        <translation>Anweisung</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Resource</source>
        <translation>Ressource</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+21"/>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <location line="-14"/>
        <source>SQL ID</source>
        <translation>SQL-ID</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Operation</source>
        <translation>Operation</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Phase</source>
        <translation>Phase</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Wait class</source>
        <translation>Warteklasse</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Blocker</source>
        <translation>Blockierer</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Module</source>
        <translation>Modul</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Transaction state</source>
        <translation>Transaktionszustand</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>(no statement)</source>
        <translation>(keine Anweisung)</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>(plan not known)</source>
        <translation>(Plan nicht bekannt)</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>(nobody)</source>
        <translation>(niemand)</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>(none)</source>
        <translation>(nichts)</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>%1: %2</source>
        <comment>dimension: value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>&lt; %1 %</source>
        <translation>&lt; %1 %</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>%1 % ± %2 %</source>
        <translation>%1 % ± %2 %</translation>
    </message>
    <message>
        <location filename="../views/performance/performance_feature.cpp" line="+14"/>
        <source>Performance</source>
        <translation>Performance</translation>
    </message>
</context>
<context>
    <name>strandline::performance::AshAnalytics</name>
    <message>
        <location filename="../models/performance/ash_analytics.cpp" line="+351"/>
        <source>No session was active in this time.</source>
        <translation>In dieser Zeit war keine Sitzung aktiv.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Nobody watched the database in this time.</source>
        <translation>In dieser Zeit beobachtete niemand die Datenbank.</translation>
    </message>
    <message>
        <location line="+90"/>
        <source>Reading the samples of a day</source>
        <translation>Die Stichproben eines Tages werden gelesen</translation>
    </message>
</context>
<context>
    <name>strandline::performance::AshPane</name>
    <message>
        <location filename="../views/performance/ash_pane.cpp" line="+38"/>
        <source>Average active sessions</source>
        <translation>Mittlere Zahl aktiver Sitzungen</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>ASH analytics</source>
        <translation>ASH-Analyse</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>CPU cores: %1</source>
        <translation>CPU-Kerne: %1</translation>
    </message>
    <message>
        <location line="+51"/>
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>24 hours</source>
        <translation>24 Stunden</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>A day earlier</source>
        <translation>Einen Tag früher</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>A day later</source>
        <translation>Einen Tag später</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>What these figures are</source>
        <translation>Was diese Zahlen sind</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Sessions are looked at ten times a second; one look in ten is kept. A share is known to the ± beside it.</source>
        <translation>Zehnmal je Sekunde wird nach den Sitzungen gesehen; jede zehnte Stichprobe wird aufbewahrt. Ein Anteil ist auf das ± daneben genau.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>CPU is the time that no wait explains: reads through mmap look like CPU, and so does the wait for a core.</source>
        <translation>CPU ist die Zeit, die kein Warten erklärt: Lesen über mmap sieht wie CPU aus, ebenso das Warten auf einen Kern.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>A read may be answered by the system&apos;s page cache.</source>
        <translation>Ein Lesevorgang kann aus dem Seitencache des Systems beantwortet sein.</translation>
    </message>
    <message>
        <location line="+41"/>
        <source>Top lists</source>
        <translation>Toplisten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Load map</source>
        <translation>Lastkarte</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>First top list</source>
        <translation>Erste Topliste</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Second top list</source>
        <translation>Zweite Topliste</translation>
    </message>
    <message>
        <location line="+49"/>
        <source>%1 to %2</source>
        <comment>time, time</comment>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>%1 · %2 average active sessions · %3</source>
        <comment>span of time, number, samples</comment>
        <translation>%1 · im Mittel %2 aktive Sitzungen · %3</translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>%Ln sample(s)</source>
        <translation>
            <numerusform>%Ln Stichprobe</numerusform>
            <numerusform>%Ln Stichproben</numerusform>
        </translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Show the last activity: %1</source>
        <comment>time</comment>
        <translation>Letzte Aktivität zeigen: %1</translation>
    </message>
</context>
<context>
    <name>strandline::performance::DimensionBox</name>
    <message>
        <location filename="../views/performance/dimension_box.cpp" line="+74"/>
        <source>nothing more</source>
        <translation>nichts weiter</translation>
    </message>
    <message>
        <location line="+36"/>
        <source>The greatest value has %1 of the time.</source>
        <translation>Der größte Wert hat %1 der Zeit.</translation>
    </message>
</context>
<context>
    <name>strandline::performance::ExecutionDetail</name>
    <message>
        <location filename="../models/performance/execution_detail.cpp" line="+150"/>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Time so far</source>
        <translation>Zeit bisher</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>DB time, as sampled</source>
        <translation>DB-Zeit, nach Stichproben</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>DB time</source>
        <translation>DB-Zeit</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Time split, as sampled</source>
        <translation>Aufteilung, nach Stichproben</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Time split</source>
        <translation>Aufteilung der Zeit</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>%1,%2 of %3 (process %4)</source>
        <comment>sid, serial, program, number</comment>
        <translation>%1,%2 von %3 (Prozess %4)</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Execution</source>
        <translation>Ausführung</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Pages asked for so far</source>
        <translation>Bisher verlangte Seiten</translation>
    </message>
    <message>
        <location line="-7"/>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Virtual machine steps so far</source>
        <translation>Bisherige Schritte der virtuellen Maschine</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Virtual machine steps</source>
        <translation>Schritte der virtuellen Maschine</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>not told; as SQLite would run it now</source>
        <translation>nicht mitgeteilt; wie SQLite sie jetzt ausführen würde</translation>
    </message>
</context>
<context>
    <name>strandline::performance::ExecutionView</name>
    <message>
        <location filename="../views/performance/execution_view.cpp" line="+20"/>
        <source>Figure</source>
        <translation>Größe</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Show the statement</source>
        <translation>Anweisung zeigen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The plan is not known here.</source>
        <translation>Der Plan ist hier nicht bekannt.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Execution</source>
        <translation>Ausführung</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>What to show of the execution</source>
        <translation>Was von der Ausführung gezeigt wird</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Figures of the execution</source>
        <translation>Zahlen der Ausführung</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Its samples by wait class</source>
        <translation>Stichproben nach Warteklasse</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>No sample has met it.</source>
        <translation>Keine Stichprobe hat sie getroffen.</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>Execution %1 of session %2,%3</source>
        <translation>Ausführung %1 der Sitzung %2,%3</translation>
    </message>
</context>
<context>
    <name>strandline::performance::ExecutionsModel</name>
    <message>
        <location filename="../models/performance/executions_model.cpp" line="+173"/>
        <source>▶ Running</source>
        <translation>▶ Läuft</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>✓ Done</source>
        <translation>✓ Fertig</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>■ Ended</source>
        <translation>■ Beendet</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>✗ Failed</source>
        <translation>✗ Gescheitert</translation>
    </message>
    <message>
        <location line="+32"/>
        <source>As sampled so far: %1</source>
        <translation>Nach den Stichproben bisher: %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>As sampled: %1</source>
        <translation>Nach den Stichproben: %1</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>SQL ID</source>
        <translation>SQL-ID</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>DB time</source>
        <translation>DB-Zeit</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>strandline::performance::FilterChips</name>
    <message>
        <location filename="../views/performance/filter_chips.cpp" line="+14"/>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>Remove the filter %1</source>
        <translation>Den Filter %1 entfernen</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Remove all</source>
        <translation>Alle entfernen</translation>
    </message>
</context>
<context>
    <name>strandline::performance::HistogramView</name>
    <message>
        <location filename="../views/performance/histogram_view.cpp" line="+22"/>
        <source>Executions by duration</source>
        <translation>Ausführungen nach Dauer</translation>
    </message>
    <message>
        <location line="+32"/>
        <location line="+62"/>
        <source>No execution has ended here since the program began.</source>
        <translation>Seit dem Programmstart ist hier keine Ausführung zu Ende gegangen.</translation>
    </message>
    <message numerus="yes">
        <location line="-59"/>
        <location line="+6"/>
        <source>%Ln execution(s)</source>
        <translation>
            <numerusform>%Ln Ausführung</numerusform>
            <numerusform>%Ln Ausführungen</numerusform>
        </translation>
    </message>
    <message>
        <location line="-1"/>
        <source>%1: %2</source>
        <comment>duration: executions</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <location line="+87"/>
        <source>most: %1</source>
        <comment>executions in one bar</comment>
        <translation>höchstens: %1</translation>
    </message>
</context>
<context>
    <name>strandline::performance::LoadMapModel</name>
    <message>
        <location filename="../models/performance/load_map.cpp" line="+103"/>
        <source>Average active sessions</source>
        <translation>Mittlere Zahl aktiver Sitzungen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
</context>
<context>
    <name>strandline::performance::LoadMapPane</name>
    <message>
        <location filename="../views/performance/load_map_pane.cpp" line="+28"/>
        <source>Load map as a table</source>
        <translation>Lastkarte als Tabelle</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Grouped by</source>
        <translation>Gruppiert nach</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>then</source>
        <translation>dann</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>First dimension of the load map</source>
        <translation>Erste Dimension der Lastkarte</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Second dimension of the load map</source>
        <translation>Zweite Dimension der Lastkarte</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Third dimension of the load map</source>
        <translation>Dritte Dimension der Lastkarte</translation>
    </message>
    <message>
        <location line="+35"/>
        <source>As a table</source>
        <translation>Als Tabelle</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>Save the load map</source>
        <translation>Die Lastkarte speichern</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>The load map is saved as %1.</source>
        <translation>Die Lastkarte ist als %1 gespeichert.</translation>
    </message>
</context>
<context>
    <name>strandline::performance::LoadMapView</name>
    <message>
        <location filename="../views/performance/load_map_view.cpp" line="+39"/>
        <source>Load map</source>
        <translation>Lastkarte</translation>
    </message>
    <message>
        <location line="+39"/>
        <source>%1: %2 average active sessions, %3</source>
        <comment>path, number, share</comment>
        <translation>%1: im Mittel %2 aktive Sitzungen, %3</translation>
    </message>
    <message>
        <location line="+134"/>
        <source>%1  %2</source>
        <comment>value and its share</comment>
        <translation>%1  %2</translation>
    </message>
</context>
<context>
    <name>strandline::performance::MonitorPane</name>
    <message>
        <location filename="../views/performance/monitor_pane.cpp" line="+15"/>
        <source>Executions</source>
        <translation>Ausführungen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>SQL monitor</source>
        <translation>SQL-Monitor</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Executions that take five seconds and more, and those of statements with the hint /*+ MONITOR */. What other programs have ended is told as it was sampled.</source>
        <translation>Ausführungen ab fünf Sekunden und solche von Anweisungen mit dem Hinweis /*+ MONITOR */. Was andere Programme beendet haben, steht da, wie es in Stichproben gesehen wurde.</translation>
    </message>
    <message>
        <location line="+47"/>
        <source>No statement has taken five seconds or asked to be listed since this database was opened.</source>
        <translation>Seit dem Öffnen dieser Datenbank hat keine Anweisung fünf Sekunden gedauert oder verlangt, aufgeführt zu werden.</translation>
    </message>
</context>
<context>
    <name>strandline::performance::PerformancePage</name>
    <message>
        <location filename="../views/performance/performance_page.cpp" line="+40"/>
        <location line="+1"/>
        <location line="+38"/>
        <source>Performance Hub</source>
        <translation>Performance Hub</translation>
    </message>
    <message>
        <location line="-29"/>
        <source>What to show of the performance</source>
        <translation>Was von der Leistung gezeigt wird</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>ASH analytics</source>
        <translation>ASH-Analyse</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>SQL monitor</source>
        <translation>SQL-Monitor</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>SQL detail</source>
        <translation>SQL im Einzelnen</translation>
    </message>
    <message>
        <location line="+25"/>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Pause the refresh</source>
        <translation>Die Aktualisierung anhalten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>What is shown stays as it is; what the sessions do goes on.</source>
        <translation>Das Gezeigte bleibt, wie es ist; was die Sitzungen tun, geht weiter.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Pause or go on with the refresh</source>
        <translation>Die Aktualisierung anhalten oder fortsetzen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Read the performance again</source>
        <translation>Die Leistung neu lesen</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Show: %1</source>
        <translation>Zeigen: %1</translation>
    </message>
</context>
<context>
    <name>strandline::performance::SqlDetail</name>
    <message>
        <location filename="../models/performance/sql_detail.cpp" line="+160"/>
        <source>below %1</source>
        <translation>unter %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>%1 and more</source>
        <translation>%1 und mehr</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Plan not known</source>
        <translation>Plan nicht bekannt</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Figure</source>
        <translation>Größe</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>In all</source>
        <translation>Insgesamt</translation>
    </message>
    <message>
        <location line="+0"/>
        <location line="+2"/>
        <source>Per execution</source>
        <translation>Je Ausführung</translation>
    </message>
    <message>
        <location line="-1"/>
        <source>Hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <location line="+0"/>
        <location line="+4"/>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <location line="-4"/>
        <location line="+127"/>
        <source>Executions</source>
        <translation>Ausführungen</translation>
    </message>
    <message>
        <location line="-127"/>
        <location line="+128"/>
        <source>Elapsed</source>
        <translation>Verstrichen</translation>
    </message>
    <message>
        <location line="-127"/>
        <location line="+132"/>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <location line="-132"/>
        <location line="+133"/>
        <source>Pages asked for</source>
        <translation>Verlangte Seiten</translation>
    </message>
    <message>
        <location line="-130"/>
        <source>Start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Execution</source>
        <translation>Ausführung</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Known by</source>
        <translation>Bekannt durch</translation>
    </message>
    <message>
        <location line="+125"/>
        <source>CPU (also reads through mmap)</source>
        <translation>CPU (auch Lesen über mmap)</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Reads</source>
        <translation>Lesevorgänge</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Temporary files</source>
        <translation>Temporäre Dateien</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Virtual machine steps</source>
        <translation>Schritte der virtuellen Maschine</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Steps in full scans</source>
        <translation>Schritte in vollen Durchläufen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Sorts</source>
        <translation>Sortierungen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Rows put into automatic indexes</source>
        <translation>Zeilen in automatischen Indizes</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Prepared</source>
        <translation>Vorbereitet</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>≥ %1</source>
        <comment>as long as it ran when a sample last met it</comment>
        <translation>≥ %1</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>measurement</source>
        <translation>Messung</translation>
    </message>
    <message numerus="yes">
        <location line="+0"/>
        <location line="+16"/>
        <source>%Ln sample(s)</source>
        <translation>
            <numerusform>%Ln Stichprobe</numerusform>
            <numerusform>%Ln Stichproben</numerusform>
        </translation>
    </message>
    <message>
        <location line="-7"/>
        <source>No session was active in the last hour.</source>
        <translation>In der letzten Stunde war keine Sitzung aktiv.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>%1 of the activity of the last hour (%2 of %3)</source>
        <translation>%1 der Aktivität der letzten Stunde (%2 von %3)</translation>
    </message>
</context>
<context>
    <name>strandline::performance::SqlPane</name>
    <message>
        <location filename="../views/performance/sql_pane.cpp" line="+24"/>
        <source>Open in a worksheet</source>
        <translation>In einem Arbeitsblatt öffnen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Explain</source>
        <translation>Erklären</translation>
    </message>
    <message>
        <location line="+3"/>
        <location line="+120"/>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <location line="-119"/>
        <location line="+136"/>
        <source>Recent executions</source>
        <translation>Letzte Ausführungen</translation>
    </message>
    <message>
        <location line="-135"/>
        <source>Plans by the hour</source>
        <translation>Pläne nach Stunden</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>SQL detail</source>
        <translation>SQL im Einzelnen</translation>
    </message>
    <message>
        <location line="+50"/>
        <source>Text of the statement</source>
        <translation>Text der Anweisung</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Its activity in the last hour</source>
        <translation>Ihre Aktivität in der letzten Stunde</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>No sample has met it.</source>
        <translation>Keine Stichprobe hat sie getroffen.</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Plan of the statement</source>
        <translation>Plan der Anweisung</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>No plan is kept: the statement has taken less than 5 ms in all, has none, or writes.</source>
        <translation>Kein Plan aufbewahrt: Die Anweisung hat insgesamt weniger als 5 ms gebraucht, hat keinen, oder sie schreibt.</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>What to show of the statement</source>
        <translation>Was von der Anweisung gezeigt wird</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Executions by duration</source>
        <translation>Ausführungen nach Dauer</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Average time of an execution, by plan</source>
        <translation>Mittlere Zeit einer Ausführung, nach Plan</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Nothing was kept in the last 24 hours.</source>
        <translation>In den letzten 24 Stunden wurde nichts aufbewahrt.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Plans over time</source>
        <translation>Pläne über die Zeit</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>Click a SQL ID in ASH analytics or in the SQL monitor to see the statement here.</source>
        <translation>Klicken Sie in der ASH-Analyse oder im SQL-Monitor auf eine SQL-ID, um die Anweisung hier zu sehen.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Nothing is known of the statement %1: neither this program nor what was kept has it.</source>
        <translation>Von der Anweisung %1 ist nichts bekannt: Weder dieses Programm noch das Aufbewahrte kennt sie.</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Only its form without values is known here.</source>
        <translation>Hier ist nur ihre Form ohne Werte bekannt.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>This program has not run the statement itself.</source>
        <translation>Dieses Programm hat die Anweisung nicht selbst ausgeführt.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>What statements did is kept by the hour while the database is recorded.</source>
        <translation>Was Anweisungen taten, wird nach Stunden aufbewahrt, solange die Datenbank aufgezeichnet wird.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>No sample of the last hour has met one.</source>
        <translation>Keine Stichprobe der letzten Stunde hat eine getroffen.</translation>
    </message>
</context>
<context>
    <name>strandline::performance::TopList</name>
    <message>
        <location filename="../views/performance/top_list.cpp" line="+18"/>
        <source>%1 by</source>
        <translation>%1 nach</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Top</source>
        <translation>Top</translation>
    </message>
    <message>
        <location line="+44"/>
        <source>Only this</source>
        <translation>Nur dies</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Show the statement</source>
        <translation>Anweisung zeigen</translation>
    </message>
</context>
<context>
    <name>strandline::performance::TopModel</name>
    <message numerus="yes">
        <location filename="../models/performance/top_model.cpp" line="+102"/>
        <source>%1 of the time of %Ln sample(s)</source>
        <translation>
            <numerusform>%1 der Zeit von %Ln Stichprobe</numerusform>
            <numerusform>%1 der Zeit von %Ln Stichproben</numerusform>
        </translation>
    </message>
    <message>
        <location line="+19"/>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>strandline::plan::PlanGraph</name>
    <message>
        <location filename="../views/common/plan/plan_graph.cpp" line="+36"/>
        <source>Plan as a graph</source>
        <translation>Plan als Graph</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The same steps stand in the tree.</source>
        <translation>Dieselben Schritte stehen im Baum.</translation>
    </message>
    <message>
        <location line="+36"/>
        <source>full scan</source>
        <translation>voller Scan</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>built for this run</source>
        <translation>für diesen Lauf gebaut</translation>
    </message>
</context>
<context>
    <name>strandline::plan::PlanModel</name>
    <message>
        <location filename="../models/plan/plan_model.cpp" line="+99"/>
        <source>≈ %1</source>
        <translation>≈ %1</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Statement</source>
        <translation>Anweisung</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1 delivered</source>
        <translation>%1 geliefert</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>SCAN</source>
        <translation>SCAN</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>SEARCH</source>
        <translation>SEARCH</translation>
    </message>
    <message>
        <location line="+9"/>
        <location line="+5"/>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <location line="-1"/>
        <source>automatic index</source>
        <translation>automatischer Index</translation>
    </message>
    <message>
        <location line="+42"/>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Reads</source>
        <translation>Liest</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>By index</source>
        <translation>Über Index</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Rows expected</source>
        <translation>Erwartete Zeilen</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>The statement was planned, not run: nothing is measured.</source>
        <translation>Die Anweisung wurde geplant, nicht ausgeführt: Nichts ist gemessen.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The statement was planned, not run, as it may change something: nothing is measured.</source>
        <translation>Die Anweisung wurde geplant, nicht ausgeführt, weil sie etwas ändern kann: Nichts ist gemessen.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>The statement is running; it will be measured.</source>
        <translation>Die Anweisung läuft; sie wird gemessen.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>The run did not come to its end: nothing is measured.</source>
        <translation>Der Lauf kam nicht zum Ende: Nichts ist gemessen.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>SQLite measures no time for a single step: the figures are those of the whole statement.</source>
        <translation>SQLite misst keine Zeit für einzelne Schritte: Die Zahlen sind die der ganzen Anweisung.</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Measured for the whole statement: %1, %2, %3 virtual machine steps, %4 steps in full scans, %5 sorts, %6 rows put into automatic indexes. SQLite measures no time for a single step.</source>
        <translation>Gemessen für die ganze Anweisung: %1, %2, %3 Schritte der virtuellen Maschine, %4 Schritte in vollen Scans, %5 Sortierungen, %6 Zeilen in automatischen Indizes. SQLite misst keine Zeit für einzelne Schritte.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>%1 The run ended at the limit for results: the figures are those until there.</source>
        <translation>%1 Der Lauf endete an der Grenze für Ergebnisse: Die Zahlen gelten bis dort.</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>SQLite builds an index on %1(%2) each time this statement runs. CREATE INDEX on these columns would keep it.</source>
        <translation>SQLite baut bei jedem Lauf dieser Anweisung einen Index auf %1(%2). CREATE INDEX auf diesen Spalten würde ihn behalten.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>SCAN %1: a full scan of about %2, by no index.</source>
        <translation>SCAN %1: ein voller Scan von etwa %2, ohne Index.</translation>
    </message>
</context>
<context>
    <name>strandline::plan::PlanView</name>
    <message>
        <location filename="../views/common/plan/plan_view.cpp" line="+50"/>
        <source>Run and measure</source>
        <translation>Ausführen und messen</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Plan as a tree</source>
        <translation>Plan als Baum</translation>
    </message>
    <message>
        <location line="+34"/>
        <source>Tree</source>
        <translation>Baum</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Graph</source>
        <translation>Graph</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Zoom out (-)</source>
        <translation>Verkleinern (-)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Zoom in (+)</source>
        <translation>Vergrößern (+)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Show the whole plan (0)</source>
        <translation>Den ganzen Plan zeigen (0)</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Copy as text</source>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Save as picture…</source>
        <translation>Als Bild speichern …</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Runs the statement, also one that changes something, and measures it</source>
        <translation>Führt die Anweisung aus, auch eine, die etwas ändert, und misst sie</translation>
    </message>
    <message>
        <location line="+78"/>
        <source>Save the plan as a picture</source>
        <translation>Plan als Bild speichern</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>PNG picture (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>SVG picture (*.svg)</source>
        <translation>SVG-Bild (*.svg)</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>The plan was saved as %1.</source>
        <translation>Der Plan wurde als %1 gespeichert.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The plan could not be saved as %1. Choose a folder that you may write to.</source>
        <translation>Der Plan ließ sich nicht als %1 speichern. Wählen Sie einen Ordner, in den Sie schreiben dürfen.</translation>
    </message>
</context>
<context>
    <name>strandline::restore</name>
    <message>
        <location filename="../views/restore/restore_feature.cpp" line="+30"/>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
</context>
<context>
    <name>strandline::restore::PiecesModel</name>
    <message>
        <location filename="../models/restore/pieces_model.cpp" line="+76"/>
        <source>Backup set</source>
        <translation>Sicherungssatz</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Made</source>
        <translation>Gemacht</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Up to</source>
        <translation>Bis</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Piece</source>
        <translation>Stück</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
</context>
<context>
    <name>strandline::restore::RestorePage</name>
    <message>
        <location filename="../views/restore/restore_page.cpp" line="+51"/>
        <location line="+1"/>
        <location line="+54"/>
        <location filename="../views/restore/restore_page_run.cpp" line="+193"/>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <location line="-18"/>
        <source>Cancelled. Nothing was changed.</source>
        <translation>Abgebrochen. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <location line="+38"/>
        <location line="+18"/>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <location line="+5"/>
        <location line="+4"/>
        <source>Which moment</source>
        <translation>Welcher Zeitpunkt</translation>
    </message>
    <message>
        <location line="-3"/>
        <source>The latest state</source>
        <translation>Der neueste Stand</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Date and time</source>
        <translation>Datum und Uhrzeit</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>An SCN</source>
        <translation>Eine SCN</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>A restore point</source>
        <translation>Ein Wiederherstellungspunkt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Just before a transaction</source>
        <translation>Unmittelbar vor einer Transaktion</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>The end of a backup set</source>
        <translation>Das Ende eines Sicherungssatzes</translation>
    </message>
    <message>
        <location line="+3"/>
        <location line="+17"/>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+3"/>
        <source>Time of day</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <location line="+5"/>
        <location line="+1"/>
        <source>SCN</source>
        <translation>SCN</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+1"/>
        <source>Restore point</source>
        <translation>Wiederherstellungspunkt</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+1"/>
        <source>Transaction</source>
        <translation>Transaktion</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+1"/>
        <source>Backup set</source>
        <translation>Sicherungssatz</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Passphrase of the backups</source>
        <translation>Passphrase der Sicherungen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Key file…</source>
        <translation>Schlüsseldatei …</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Key of the encrypted backups</source>
        <translation>Schlüssel der verschlüsselten Sicherungen</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>To a new file</source>
        <translation>In eine neue Datei</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>In place of the database</source>
        <translation>An die Stelle der Datenbank</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Where to</source>
        <translation>Wohin</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>New file</source>
        <translation>Neue Datei</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Keep the old file beside it</source>
        <translation>Die alte Datei daneben behalten</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Check its integrity before it gets its name</source>
        <translation>Integrität prüfen, bevor sie ihren Namen bekommt</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>What the backups can restore</source>
        <translation>Was die Sicherungen wiederherstellen können</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Pieces that are read</source>
        <translation>Stücke, die gelesen werden</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Progress of the restore</source>
        <translation>Fortschritt der Wiederherstellung</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Look inside first</source>
        <translation>Erst hineinsehen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Test this restore</source>
        <translation>Diese Wiederherstellung proben</translation>
    </message>
    <message>
        <location filename="../views/restore/restore_page_moment.cpp" line="+70"/>
        <source>A restore is running; it would be cancelled.</source>
        <translation>Eine Wiederherstellung läuft; sie würde abgebrochen.</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <location line="+149"/>
        <source>Key file of the backups</source>
        <translation>Schlüsseldatei der Sicherungen</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Restore to a new file</source>
        <translation>In eine neue Datei wiederherstellen</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>-restored</source>
        <translation>-wiederhergestellt</translation>
    </message>
    <message>
        <location filename="../views/restore/restore_page_run.cpp" line="-149"/>
        <location line="+7"/>
        <source>Restore in place</source>
        <translation>An Ort und Stelle wiederherstellen</translation>
    </message>
    <message>
        <location line="-6"/>
        <source>%1 becomes what it was at %2. What was committed since then is undone; where the database has a history, it stays readable there. The database is closed in every window meanwhile.</source>
        <translation>%1 wird, was sie bei %2 war. Was seitdem festgeschrieben wurde, wird rückgängig gemacht; hat die Datenbank eine Historie, bleibt es dort lesbar. Die Datenbank wird währenddessen in allen Fenstern geschlossen.</translation>
    </message>
    <message>
        <location line="+34"/>
        <source>%1 is what the database was at %2: %3 in %4.</source>
        <translation>%1 ist, was die Datenbank bei %2 war: %3 in %4.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>The integrity check found nothing wrong.</source>
        <translation>Die Integritätsprüfung fand keinen Fehler.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Its history goes on with %1; what it was before is %2 still.</source>
        <translation>Ihre Historie geht mit %1 weiter; was sie vorher war, bleibt %2.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>The old file is kept as %1.</source>
        <translation>Die alte Datei bleibt als %1 erhalten.</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>The restore test found a problem: %1</source>
        <translation>Die Probe fand einen Fehler: %1</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>The restore test passed: %1 restored in %2, the integrity check found nothing wrong.</source>
        <translation>Die Probe ist bestanden: %1 in %2 wiederhergestellt, die Integritätsprüfung fand keinen Fehler.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Page by page it is what the history holds.</source>
        <translation>Seite für Seite ist es, was in der Historie steht.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Its content has the checksum of the set.</source>
        <translation>Der Inhalt hat die Prüfsumme des Satzes.</translation>
    </message>
    <message>
        <location line="+28"/>
        <source>%1 a second, %2 left</source>
        <translation>%1 je Sekunde, noch %2</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Name the database whose backups shall be restored. It need not be there any more.</source>
        <translation>Nennen Sie die Datenbank, deren Sicherungen wiederhergestellt werden sollen. Sie braucht nicht mehr vorhanden zu sein.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Reading the backups…</source>
        <translation>Sicherungen werden gelesen …</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>No backups of %1 are known here. Make one on the Backups page, or add the folder that holds them there.</source>
        <translation>Hier sind keine Sicherungen von %1 bekannt. Machen Sie eine auf der Seite Sicherungen, oder fügen Sie dort den Ordner hinzu, in dem sie liegen.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Looking for the way to that moment…</source>
        <translation>Der Weg zu diesem Zeitpunkt wird gesucht …</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1: %2 are read and %3 written, in about %4.</source>
        <translation>%1: %2 werden gelesen und %3 geschrieben, in etwa %4.</translation>
    </message>
    <message>
        <location line="+25"/>
        <source>Restore to %1</source>
        <translation>Wiederherstellen auf %1</translation>
    </message>
</context>
<context>
    <name>strandline::restore::RestoreWork</name>
    <message>
        <location filename="../models/restore/restore_work.cpp" line="+144"/>
        <source>Reading the backups</source>
        <translation>Sicherungen werden gelesen</translation>
    </message>
    <message>
        <location line="+87"/>
        <source>Restoring %1</source>
        <translation>%1 wird wiederhergestellt</translation>
    </message>
    <message>
        <location line="+26"/>
        <source>Testing the restore</source>
        <translation>Wiederherstellung wird geprobt</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Opening the backup</source>
        <translation>Sicherung wird geöffnet</translation>
    </message>
</context>
<context>
    <name>strandline::rows</name>
    <message>
        <location filename="../models/rows/cell_text.cpp" line="+134"/>
        <source>BLOB · %1</source>
        <translation>BLOB · %1</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>%1: NULL, no value</source>
        <translation>%1: NULL, kein Wert</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>%1: empty text</source>
        <translation>%1: leerer Text</translation>
    </message>
</context>
<context>
    <name>strandline::rows::TableRowsModel</name>
    <message>
        <location filename="../models/rows/table_rows_model.cpp" line="+80"/>
        <location filename="../models/rows/table_rows_pages.cpp" line="+181"/>
        <source>Reading %1</source>
        <translation>%1 wird gelesen</translation>
    </message>
    <message>
        <location filename="../models/rows/table_rows_order.cpp" line="+41"/>
        <source>Counting the rows of %1</source>
        <translation>Zeilen von %1 werden gezählt</translation>
    </message>
    <message>
        <location line="+41"/>
        <location line="+66"/>
        <source>Filtering %1</source>
        <translation>%1 wird gefiltert</translation>
    </message>
    <message>
        <location line="-66"/>
        <location line="+66"/>
        <source>Sorting %1</source>
        <translation>%1 wird sortiert</translation>
    </message>
    <message>
        <location filename="../models/rows/table_rows_model_data.cpp" line="+63"/>
        <source>Loading</source>
        <translation>Wird geladen</translation>
    </message>
    <message>
        <location line="+65"/>
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
    <name>strandline::scheduler</name>
    <message>
        <location filename="../models/scheduler/job_words.cpp" line="+25"/>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <location line="+33"/>
        <source>, from %1</source>
        <translation>, ab %1</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>at %1</source>
        <translation>um %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>every %1 at %2</source>
        <comment>weekday, times</comment>
        <translation>jeden %1 um %2</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>every day at %1</source>
        <translation>jeden Tag um %1</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>every minute</source>
        <translation>jede Minute</translation>
    </message>
    <message numerus="yes">
        <location line="+6"/>
        <source>every %n minutes</source>
        <translation>
            <numerusform>alle %n Minute</numerusform>
            <numerusform>alle %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>every %n hours</source>
        <translation>
            <numerusform>alle %n Stunde</numerusform>
            <numerusform>alle %n Stunden</numerusform>
        </translation>
    </message>
    <message>
        <location line="+0"/>
        <source>every hour</source>
        <translation>jede Stunde</translation>
    </message>
    <message>
        <location line="-10"/>
        <source>every minute in one hour of %1</source>
        <translation>jede Minute in einer von %1 Stunden</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>every %1 minutes in one hour of %2</source>
        <translation>alle %1 Minuten in einer von %2 Stunden</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>at minute %1 in one hour of %2</source>
        <translation>zur Minute %1 in einer von %2 Stunden</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>at minute %1 of every hour</source>
        <translation>zur Minute %1 jeder Stunde</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>every %1 days from day %2 of the month</source>
        <translation>alle %1 Tage ab dem %2. des Monats</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>on day %1 of the month</source>
        <translation>am Tag %1 des Monats</translation>
    </message>
    <message>
        <location line="+33"/>
        <source> or on %1</source>
        <comment>weekdays</comment>
        <translation> oder am %1</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>, in %1</source>
        <comment>months</comment>
        <translation>, im %1</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Full backup</source>
        <translation>Vollsicherung</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Incremental backup</source>
        <translation>Inkrementelle Sicherung</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Cumulative backup</source>
        <translation>Kumulative Sicherung</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Archive log backup</source>
        <translation>Sicherung des Archivprotokolls</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Delete by retention</source>
        <translation>Löschen nach Aufbewahrung</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Restore test</source>
        <translation>Probewiederherstellung</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Crosscheck</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Snapshot</source>
        <translation>Momentaufnahme</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Bring standbys up to date</source>
        <translation>Standbys aktualisieren</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>pending</source>
        <translation>wartet</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>completed</source>
        <translation>abgeschlossen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>at any time</source>
        <translation>jederzeit</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>business hours</source>
        <translation>Geschäftszeit</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>off-hours</source>
        <translation>außerhalb der Geschäftszeit</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>skipped as asked</source>
        <translation>wie gewünscht übersprungen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>holiday: %1</source>
        <translation>Feiertag: %1</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>outside the window</source>
        <translation>außerhalb des Fensters</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>%1: %2 of %3 runs in the next 7 days are outside its window and will be skipped, the first on %4.</source>
        <translation>%1: %2 von %3 Läufen der nächsten 7 Tage liegen außerhalb des Fensters und werden übersprungen, der erste am %4.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>%1 begins while %2 runs: %3 of %4 times in the next 7 days, the first on %5.</source>
        <translation>%1 beginnt, während %2 läuft: %3 von %4 Malen in den nächsten 7 Tagen, das erste Mal am %5.</translation>
    </message>
    <message>
        <location filename="../views/scheduler/schedules_feature.cpp" line="+37"/>
        <source>Schedules</source>
        <translation>Zeitpläne</translation>
    </message>
</context>
<context>
    <name>strandline::scheduler::DueJobs</name>
    <message>
        <location filename="../models/scheduler/due_jobs.cpp" line="+82"/>
        <source>Job %1</source>
        <translation>Auftrag %1</translation>
    </message>
</context>
<context>
    <name>strandline::scheduler::DurationChart</name>
    <message>
        <location filename="../views/scheduler/duration_chart.cpp" line="+32"/>
        <source>Durations of the runs</source>
        <translation>Dauer der Läufe</translation>
    </message>
    <message>
        <location line="+24"/>
        <location line="+98"/>
        <source>No run has ended yet.</source>
        <translation>Noch ist kein Lauf zu Ende.</translation>
    </message>
    <message numerus="yes">
        <location line="-97"/>
        <source>%Ln run(s), the longest took %1.</source>
        <translation>
            <numerusform>%Ln Lauf, er dauerte %1.</numerusform>
            <numerusform>%Ln Läufe, der längste dauerte %1.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+35"/>
        <source>%1, %2: %3, %4</source>
        <comment>job, time: duration, status</comment>
        <translation>%1, %2: %3, %4</translation>
    </message>
    <message>
        <location line="+62"/>
        <source>Durations</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>0</source>
        <translation>0</translation>
    </message>
</context>
<context>
    <name>strandline::scheduler::JobForm</name>
    <message>
        <location filename="../views/scheduler/job_form.cpp" line="+100"/>
        <source>Name of the job</source>
        <translation>Name des Auftrags</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>What the job does</source>
        <translation>Was der Auftrag tut</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>How often</source>
        <translation>Wie oft</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Every hour</source>
        <translation>Jede Stunde</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Every day</source>
        <translation>Jeden Tag</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Every week</source>
        <translation>Jede Woche</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Every month</source>
        <translation>Jeden Monat</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Own expression</source>
        <translation>Eigener Ausdruck</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Day of the week</source>
        <translation>Wochentag</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Day of the month</source>
        <translation>Tag des Monats</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Cron expression</source>
        <translation>Cron-Ausdruck</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+88"/>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <location line="-88"/>
        <location line="+89"/>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <location line="-88"/>
        <location line="+359"/>
        <source>Folder of the backups</source>
        <translation>Ordner der Sicherungen</translation>
    </message>
    <message>
        <location line="-358"/>
        <source>Compression level</source>
        <translation>Kompressionsstufe</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+101"/>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <location line="-100"/>
        <source>Not encrypted</source>
        <translation>Nicht verschlüsselt</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Passphrase in a file</source>
        <translation>Passphrase in einer Datei</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Key file</source>
        <translation>Schlüsseldatei</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Passphrase in a variable</source>
        <translation>Passphrase in einer Variablen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Keychain</source>
        <translation>Schlüsselbund</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Where the key is</source>
        <translation>Wo der Schlüssel ist</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>What is kept</source>
        <translation>Was aufbewahrt wird</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>A recovery window</source>
        <translation>Ein Wiederherstellungsfenster</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>So many full backups</source>
        <translation>So viele Vollsicherungen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Generations</source>
        <translation>Generationen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>How much is kept</source>
        <translation>Wie viel aufbewahrt wird</translation>
    </message>
    <message>
        <location line="+2"/>
        <location line="+100"/>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <location line="-99"/>
        <source>Not by this job</source>
        <translation>Nicht durch diesen Auftrag</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Quick</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Full</source>
        <translation>Vollständig</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Restore test</source>
        <translation>Probewiederherstellung</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+106"/>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <location line="-105"/>
        <source>Longest duration</source>
        <translation>Längste Dauer</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+109"/>
        <source>Retries</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <location line="-109"/>
        <location line="+98"/>
        <source>Tags</source>
        <translation>Kennzeichen</translation>
    </message>
    <message>
        <location line="-97"/>
        <source>Run once on start when it was missed</source>
        <translation>Beim Start einmal nachholen, wenn er versäumt wurde</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Not on holidays</source>
        <translation>Nicht an Feiertagen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Enabled</source>
        <translation>Eingeschaltet</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <location line="+33"/>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Time of day</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>day </source>
        <comment>before the day of the month</comment>
        <translation>Tag </translation>
    </message>
    <message>
        <location line="+8"/>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Minute, hour, day of month, month, day of week: lists (1,15), ranges (MON-FRI), steps (*/10). Day of month and day of week together mean either.</source>
        <translation>Minute, Stunde, Tag des Monats, Monat, Wochentag: Listen (1,15), Bereiche (MON-FRI), Schritte (*/10). Tag des Monats und Wochentag zusammen heißt: einer von beiden.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Expression</source>
        <translation>Ausdruck</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>A name such as Europe/Berlin; local: where this computer is</source>
        <translation>Ein Name wie Europe/Berlin; local: wo dieser Rechner steht</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Store</source>
        <translation>Ablage</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Compression</source>
        <translation>Kompression</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Keep</source>
        <translation>Aufbewahren</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>How much</source>
        <translation>Wie viel</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>separated by commas</source>
        <translation>durch Kommas getrennt</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Of jobs that are due together the highest runs first</source>
        <translation>Von Aufträgen, die zugleich fällig sind, läuft der mit der höchsten zuerst</translation>
    </message>
    <message>
        <location line="+2"/>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>no limit</source>
        <translation>unbegrenzt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A run that takes longer is stopped, and recorded as failed</source>
        <translation>Ein Lauf, der länger dauert, wird angehalten und gilt als fehlgeschlagen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Longest</source>
        <translation>Längstens</translation>
    </message>
    <message>
        <location line="+109"/>
        <source>&apos;minute&apos; m</source>
        <translation>&apos;Minute&apos; m</translation>
    </message>
</context>
<context>
    <name>strandline::scheduler::JobsModel</name>
    <message>
        <location filename="../models/scheduler/jobs_model.cpp" line="+53"/>
        <source>not run yet</source>
        <translation>noch nicht gelaufen</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>%1, %2</source>
        <comment>completed, 2 h ago</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>%1
%2 (%3)
Store: %4</source>
        <translation>%1
%2 (%3)
Ablage: %4</translation>
    </message>
    <message>
        <location line="+29"/>
        <source>disabled</source>
        <translation>ausgeschaltet</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>%1, will be skipped</source>
        <translation>%1, wird übersprungen</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Next run</source>
        <translation>Nächster Lauf</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Last run</source>
        <translation>Letzter Lauf</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
</context>
<context>
    <name>strandline::scheduler::JobsPane</name>
    <message>
        <location filename="../views/scheduler/jobs_pane.cpp" line="+50"/>
        <location line="+127"/>
        <source>Next runs</source>
        <translation>Nächste Läufe</translation>
    </message>
    <message>
        <location line="-127"/>
        <source>Skipped because</source>
        <translation>Übersprungen, weil</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+8"/>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <location line="-6"/>
        <location line="+341"/>
        <source>Save job</source>
        <translation>Auftrag speichern</translation>
    </message>
    <message>
        <location line="-340"/>
        <source>Discard changes</source>
        <translation>Änderungen verwerfen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Run now</source>
        <translation>Jetzt ausführen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <location line="+32"/>
        <source>Conflicts</source>
        <translation>Konflikte</translation>
    </message>
    <message>
        <location line="+75"/>
        <source>Month before</source>
        <translation>Monat davor</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Month after</source>
        <translation>Monat danach</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Bands: the window is open. Marks: runs; hollow ones will be skipped. H: a holiday.</source>
        <translation>Bänder: Das Fenster ist offen. Marken: Läufe; hohle werden übersprungen. F: ein Feiertag.</translation>
    </message>
    <message>
        <location line="+43"/>
        <location line="+25"/>
        <source>Save this job or discard the changes first.</source>
        <translation>Speichern Sie zuerst diesen Auftrag, oder verwerfen Sie die Änderungen.</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>nightly</source>
        <comment>name of a first job</comment>
        <translation>nächtlich</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>nightly %1</source>
        <translation>nächtlich %1</translation>
    </message>
    <message>
        <location line="+35"/>
        <source>Job %1 is saved: %2.</source>
        <translation>Auftrag %1 ist gespeichert: %2.</translation>
    </message>
    <message>
        <location line="+35"/>
        <source>Job %1 is removed. Its history and its backups stay.</source>
        <translation>Auftrag %1 ist entfernt. Sein Verlauf und seine Sicherungen bleiben.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Add it again</source>
        <translation>Wieder hinzufügen</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>A job makes backups, deletes old ones or verifies them by the clock, while this program or the agent runs. Fill in the form below and save it.</source>
        <translation>Ein Auftrag macht Sicherungen, löscht alte oder prüft sie nach der Uhr, solange dieses Programm oder der Agent läuft. Füllen Sie das Formular unten aus und speichern Sie es.</translation>
    </message>
    <message>
        <location line="+47"/>
        <source>New job</source>
        <translation>Neuer Auftrag</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Add job</source>
        <translation>Auftrag hinzufügen</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Don&apos;t skip the next run</source>
        <translation>Nächsten Lauf nicht überspringen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Skip the next run</source>
        <translation>Nächsten Lauf überspringen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Enable</source>
        <translation>Einschalten</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Disable</source>
        <translation>Ausschalten</translation>
    </message>
</context>
<context>
    <name>strandline::scheduler::RunCalendar</name>
    <message>
        <location filename="../views/scheduler/run_calendar.cpp" line="+38"/>
        <source>Calendar of the runs</source>
        <translation>Kalender der Läufe</translation>
    </message>
    <message>
        <location line="+57"/>
        <source> (%1)</source>
        <comment>a holiday</comment>
        <translation> (%1)</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1: no runs</source>
        <translation>%1: keine Läufe</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>…</source>
        <translation>…</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1: %2</source>
        <comment>date: n runs at …</comment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>%Ln run(s) at %1</source>
        <translation>
            <numerusform>%Ln Lauf um %1</numerusform>
            <numerusform>%Ln Läufe um %1</numerusform>
        </translation>
    </message>
    <message>
        <location line="+96"/>
        <source>H</source>
        <comment>mark of a holiday</comment>
        <translation>F</translation>
    </message>
</context>
<context>
    <name>strandline::scheduler::RunsModel</name>
    <message>
        <location filename="../models/scheduler/runs_model.cpp" line="+56"/>
        <source>Due %1
%2</source>
        <translation>Fällig %1
%2</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>%1, by hand</source>
        <translation>%1, von Hand</translation>
    </message>
    <message>
        <location line="+2"/>
        <location line="+2"/>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>Job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
</context>
<context>
    <name>strandline::scheduler::RunsPane</name>
    <message>
        <location filename="../views/scheduler/runs_pane.cpp" line="+25"/>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>History of the runs</source>
        <translation>Verlauf der Läufe</translation>
    </message>
    <message>
        <location line="+6"/>
        <location line="+2"/>
        <source>Runs of</source>
        <translation>Läufe von</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Message of the run</source>
        <translation>Meldung des Laufs</translation>
    </message>
    <message>
        <location line="+39"/>
        <source>All jobs</source>
        <translation>Alle Aufträge</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Each run of a job will stand here, with how long it took, and why it failed or was skipped.</source>
        <translation>Hier steht jeder Lauf eines Auftrags: wie lange er dauerte, und warum er fehlschlug oder übersprungen wurde.</translation>
    </message>
    <message>
        <location line="+29"/>
        <source>Choose a run to read its message.</source>
        <translation>Wählen Sie einen Lauf, um seine Meldung zu lesen.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>%1, due %2: %3</source>
        <translation>%1, fällig %2: %3</translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>%Ln attempt(s)</source>
        <translation>
            <numerusform>%Ln Versuch</numerusform>
            <numerusform>%Ln Versuche</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>strandline::scheduler::ScheduleList</name>
    <message>
        <location filename="../models/scheduler/schedule_list.cpp" line="+147"/>
        <source>Job %1</source>
        <translation>Auftrag %1</translation>
    </message>
</context>
<context>
    <name>strandline::scheduler::SchedulesPage</name>
    <message>
        <location filename="../views/scheduler/schedules_page.cpp" line="+36"/>
        <location line="+1"/>
        <location line="+33"/>
        <source>Schedules</source>
        <translation>Zeitpläne</translation>
    </message>
    <message>
        <location line="-25"/>
        <source>What to show of the schedules</source>
        <translation>Was von den Zeitplänen zu sehen ist</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Windows and holidays</source>
        <translation>Fenster und Feiertage</translation>
    </message>
    <message>
        <location line="+22"/>
        <location line="+3"/>
        <source>New job</source>
        <translation>Neuer Auftrag</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Read the schedules again</source>
        <translation>Zeitpläne neu lesen</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Show: %1</source>
        <translation>Zeigen: %1</translation>
    </message>
    <message>
        <location line="+57"/>
        <source>The new job is not saved.</source>
        <translation>Der neue Auftrag ist nicht gespeichert.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The changes of the job %1 are not saved.</source>
        <translation>Die Änderungen des Auftrags %1 sind nicht gespeichert.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>The painted window is not saved.</source>
        <translation>Das gemalte Fenster ist nicht gespeichert.</translation>
    </message>
    <message numerus="yes">
        <location line="+23"/>
        <source>%Ln job(s)</source>
        <translation>
            <numerusform>%Ln Auftrag</numerusform>
            <numerusform>%Ln Aufträge</numerusform>
        </translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1 · next: %2, %3</source>
        <translation>%1 · als Nächstes: %2, %3</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Job %1 is done in %2: %3.</source>
        <translation>Auftrag %1 ist nach %2 fertig: %3.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Job %1 was cancelled.</source>
        <translation>Auftrag %1 wurde abgebrochen.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Job %1 failed: %2</source>
        <translation>Auftrag %1 ist fehlgeschlagen: %2</translation>
    </message>
</context>
<context>
    <name>strandline::scheduler::WindowGrid</name>
    <message>
        <location filename="../views/scheduler/window_grid.cpp" line="+33"/>
        <source>Week grid of the window</source>
        <translation>Wochenraster des Fensters</translation>
    </message>
    <message>
        <location line="+74"/>
        <source>%1 %2–%3: %4</source>
        <comment>Monday 22:00-22:30: open</comment>
        <translation>%1 %2–%3: %4</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
</context>
<context>
    <name>strandline::scheduler::WindowsPane</name>
    <message>
        <location filename="../views/scheduler/windows_pane.cpp" line="+43"/>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Holiday</source>
        <translation>Feiertag</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+25"/>
        <source>Windows</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <location line="-23"/>
        <source>Save window</source>
        <translation>Fenster speichern</translation>
    </message>
    <message>
        <location line="+0"/>
        <location line="+3"/>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <location line="-2"/>
        <location line="+73"/>
        <source>Holidays</source>
        <translation>Feiertage</translation>
    </message>
    <message>
        <location line="-72"/>
        <source>Every year</source>
        <translation>Jedes Jahr</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Add holiday</source>
        <translation>Feiertag hinzufügen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Windows and holidays</source>
        <translation>Fenster und Feiertage</translation>
    </message>
    <message>
        <location line="+22"/>
        <source>A job that is due outside of its window is skipped. Paint the times with the mouse, or with arrow keys and Space; Shift paints on.</source>
        <translation>Ein Auftrag, der außerhalb seines Fensters fällig ist, wird übersprungen. Malen Sie die Zeiten mit der Maus, oder mit Pfeiltasten und Leertaste; Umschalt malt weiter.</translation>
    </message>
    <message>
        <location line="+22"/>
        <source>Name of the window</source>
        <translation>Name des Fensters</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Name of a window of your own</source>
        <translation>Name eines eigenen Fensters</translation>
    </message>
    <message>
        <location line="+34"/>
        <source>Date of the holiday</source>
        <translation>Datum des Feiertags</translation>
    </message>
    <message>
        <location line="+7"/>
        <location line="+1"/>
        <source>Name of the holiday</source>
        <translation>Name des Feiertags</translation>
    </message>
    <message>
        <location line="+46"/>
        <source>%1, every year</source>
        <translation>%1, jedes Jahr</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>d MMMM</source>
        <comment>date without year</comment>
        <translation>d. MMMM</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Jobs that say so don&apos;t run on the days that stand here.</source>
        <translation>Aufträge, die das so wollen, laufen an den Tagen nicht, die hier stehen.</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>The window %1 is saved.</source>
        <translation>Das Fenster %1 ist gespeichert.</translation>
    </message>
    <message>
        <location line="+44"/>
        <source>Closed all week: no job could run.</source>
        <translation>Die ganze Woche geschlossen: Kein Auftrag könnte laufen.</translation>
    </message>
</context>
<context>
    <name>strandline::schema::SchemaDelegate</name>
    <message>
        <location filename="../views/common/schema/schema_delegate.cpp" line="+18"/>
        <source>%1 M</source>
        <translation>%1 Mio.</translation>
    </message>
    <message>
        <location line="+106"/>
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
    <name>strandline::schema::SchemaModel</name>
    <message>
        <location filename="../models/schema/schema_model.cpp" line="+92"/>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Views</source>
        <translation>Sichten</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Virtual tables</source>
        <translation>Virtuelle Tabellen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Indexes</source>
        <translation>Indizes</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Triggers</source>
        <translation>Trigger</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>%1 existed then and has been dropped since.</source>
        <translation>%1 gab es damals und wurde seither gelöscht.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1 did not exist then.</source>
        <translation>%1 gab es damals nicht.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>about %1</source>
        <translation>etwa %1</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>no declared type</source>
        <translation>ohne erklärten Typ</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>on %1 (%2)</source>
        <translation>auf %1 (%2)</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>on %1</source>
        <translation>auf %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>module %1</source>
        <translation>Modul %1</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>primary key</source>
        <translation>Primärschlüssel</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>foreign key</source>
        <translation>Fremdschlüssel</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>not NULL</source>
        <translation>nicht NULL</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>unique</source>
        <translation>eindeutig</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <location line="+164"/>
        <source>Reading the schema</source>
        <translation>Schema wird gelesen</translation>
    </message>
</context>
<context>
    <name>strandline::schema::SchemaPane</name>
    <message>
        <location filename="../views/common/schema/schema_pane.cpp" line="+48"/>
        <source>Find a table</source>
        <translation>Tabelle suchen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Find in the schema</source>
        <translation>Im Schema suchen</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Show system tables and automatic indexes</source>
        <translation>Systemtabellen und automatische Indizes zeigen</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <location line="+123"/>
        <source>This database has no tables.</source>
        <translation>Diese Datenbank hat keine Tabellen.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>No name contains “%1”.</source>
        <translation>Kein Name enthält „%1“.</translation>
    </message>
</context>
<context>
    <name>strandline::search</name>
    <message>
        <location filename="../views/search/search_feature.cpp" line="+29"/>
        <source>Search in all tables</source>
        <translation>In allen Tabellen suchen</translation>
    </message>
</context>
<context>
    <name>strandline::search::SearchModel</name>
    <message>
        <location filename="../models/search/search_model.cpp" line="+163"/>
        <source>Not searched: %1</source>
        <translation>Nicht durchsucht: %1</translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n Treffer</numerusform>
            <numerusform>%n Treffer</numerusform>
        </translation>
    </message>
    <message>
        <location line="+1"/>
        <source>%1, and there are more</source>
        <translation>%1, und es gibt mehr</translation>
    </message>
    <message>
        <location line="+31"/>
        <source>Name of the table</source>
        <translation>Name der Tabelle</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Name of the view</source>
        <translation>Name der Sicht</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Name of a column</source>
        <translation>Name einer Spalte</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Name of an index</source>
        <translation>Name eines Index</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Name of a trigger</source>
        <translation>Name eines Triggers</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Its statement</source>
        <translation>Ihre Anweisung</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Statement of %1</source>
        <translation>Anweisung von %1</translation>
    </message>
    <message>
        <location line="+28"/>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Searching for “%1”</source>
        <translation>„%1“ wird gesucht</translation>
    </message>
</context>
<context>
    <name>strandline::search::SearchPage</name>
    <message>
        <location filename="../views/search/search_page.cpp" line="+42"/>
        <location line="+53"/>
        <source>Search in all tables</source>
        <translation>In allen Tabellen suchen</translation>
    </message>
    <message>
        <location line="-52"/>
        <location line="+286"/>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <location line="-246"/>
        <source>Return to now</source>
        <translation>Zum Jetzt</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>Text to search for</source>
        <translation>Suchtext</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Text or number</source>
        <translation>Text oder Zahl</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>Progress of the search</source>
        <translation>Fortschritt der Suche</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>How the text matches</source>
        <translation>Wie der Text passen muss</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Contains</source>
        <translation>Enthält</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Is exactly</source>
        <translation>Ist genau</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Begins with</source>
        <translation>Beginnt mit</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Where the text is searched</source>
        <translation>Wo der Text gesucht wird</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Names and values</source>
        <translation>Namen und Werte</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Names alone</source>
        <translation>Nur Namen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Values alone</source>
        <translation>Nur Werte</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <location line="+0"/>
        <location line="+134"/>
        <source>All tables</source>
        <translation>Alle Tabellen</translation>
    </message>
    <message>
        <location line="-130"/>
        <source>Up to %1 a table</source>
        <translation>Bis zu %1 je Tabelle</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Most matches shown of a table</source>
        <translation>Höchstzahl gezeigter Treffer je Tabelle</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Match case</source>
        <translation>Groß-/Kleinschreibung beachten</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>In BLOBs, too</source>
        <translation>Auch in BLOBs</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>Edit the text to search for</source>
        <translation>Suchtext bearbeiten</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Start or cancel the search</source>
        <translation>Suche starten oder abbrechen</translation>
    </message>
    <message numerus="yes">
        <location line="+90"/>
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n Treffer</numerusform>
            <numerusform>%n Treffer</numerusform>
        </translation>
    </message>
    <message>
        <location line="+6"/>
        <source>%1 so far · table %2 of %3, %4: %5</source>
        <translation>bisher %1 · Tabelle %2 von %3, %4: %5</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Searching the names</source>
        <translation>Namen werden durchsucht</translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>%1 · %n table(s) searched</source>
        <translation>
            <numerusform>%1 · %n Tabelle durchsucht</numerusform>
            <numerusform>%1 · %n Tabellen durchsucht</numerusform>
        </translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Cancelled · %1 until then</source>
        <translation>Abgebrochen · bis dahin %1</translation>
    </message>
    <message>
        <location line="+29"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Nothing was found.</source>
        <translation>Nichts gefunden.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>What is found in names, statements and values will be here, table by table. Type a text and press Return.</source>
        <translation>Hier erscheint Tabelle für Tabelle, was sich in Namen, Anweisungen und Werten findet. Geben Sie einen Text ein und drücken Sie Return.</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>As of %1</source>
        <translation>Stand %1</translation>
    </message>
</context>
<context>
    <name>strandline::series</name>
    <message>
        <location filename="../models/series/series_data.cpp" line="+72"/>
        <source>sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>per second</source>
        <translation>pro Sekunde</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>bytes per second</source>
        <translation>Bytes pro Sekunde</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>percent</source>
        <translation>Prozent</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>number</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <location line="+10"/>
        <location line="+6"/>
        <location line="+18"/>
        <location line="+8"/>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <location line="-24"/>
        <location line="+23"/>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>strandline::series::SeriesModel</name>
    <message>
        <location filename="../models/series/series_model.cpp" line="+48"/>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
</context>
<context>
    <name>strandline::session::OpenDatabase</name>
    <message>
        <location filename="../models/session/open_database.cpp" line="+27"/>
        <source>Opening %1 was cancelled.</source>
        <translation>Das Öffnen von %1 wurde abgebrochen.</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Opening %1</source>
        <translation>%1 wird geöffnet</translation>
    </message>
</context>
<context>
    <name>strandline::sessions</name>
    <message>
        <location filename="../views/sessions/sessions_feature.cpp" line="+14"/>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
</context>
<context>
    <name>strandline::sessions::BlockingModel</name>
    <message>
        <location filename="../models/sessions/blocking_model.cpp" line="+88"/>
        <source>can&apos;t copy %1</source>
        <translation>können %1 nicht kopieren</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>waits for %1</source>
        <translation>wartet auf %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>holds %1</source>
        <translation>hält %1</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>≥ %1</source>
        <comment>a duration that may be longer</comment>
        <translation>≥ %1</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Checkpoints</source>
        <translation>Checkpoints</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>For</source>
        <translation>Seit</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
</context>
<context>
    <name>strandline::sessions::SessionDetail</name>
    <message>
        <location filename="../views/sessions/session_detail.cpp" line="+16"/>
        <source>Choose a session to see all that is known of it.</source>
        <translation>Wählen Sie eine Sitzung, um alles zu sehen, was von ihr bekannt ist.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Cancel statement</source>
        <translation>Anweisung abbrechen</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+87"/>
        <source>End session</source>
        <translation>Sitzung beenden</translation>
    </message>
    <message>
        <location line="-87"/>
        <source>Open in worksheet</source>
        <translation>Im Arbeitsblatt öffnen</translation>
    </message>
    <message>
        <location line="+55"/>
        <source>SQL of the session&apos;s last statement</source>
        <translation>SQL der letzten Anweisung der Sitzung</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Facts of the session</source>
        <translation>Angaben zur Sitzung</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>End session…</source>
        <translation>Sitzung beenden …</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1 in the Performance Hub</source>
        <translation>%1 im Performance Hub</translation>
    </message>
</context>
<context>
    <name>strandline::sessions::SessionsModel</name>
    <message>
        <location filename="../models/sessions/sessions_model.cpp" line="+252"/>
        <source>Cancelling a statement</source>
        <translation>Anweisung wird abgebrochen</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Ending a session</source>
        <translation>Sitzung wird beendet</translation>
    </message>
    <message>
        <location line="+67"/>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Wait</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Transaction</source>
        <translation>Transaktion</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Blocked by</source>
        <translation>Blockiert von</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
</context>
<context>
    <name>strandline::sessions::SessionsPage</name>
    <message>
        <location filename="../views/sessions/sessions_page.cpp" line="+39"/>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+3"/>
        <location line="+1"/>
        <location line="+67"/>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <location line="-27"/>
        <source>The statement of session %1 was cancelled.</source>
        <translation>Die Anweisung von Sitzung %1 wurde abgebrochen.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Session %1 was ended.</source>
        <translation>Sitzung %1 wurde beendet.</translation>
    </message>
    <message>
        <location line="+31"/>
        <source>How often the sessions are read</source>
        <translation>Wie oft die Sitzungen gelesen werden</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Every %1 s</source>
        <translation>Alle %1 s</translation>
    </message>
    <message>
        <location line="+13"/>
        <location line="+101"/>
        <source>Read the sessions now</source>
        <translation>Sitzungen jetzt lesen</translation>
    </message>
    <message>
        <location line="-72"/>
        <source>Search in programs, states and SQL</source>
        <translation>In Programmen, Zuständen und SQL suchen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Program, state or SQL</source>
        <translation>Programm, Zustand oder SQL</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Own</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Probed</source>
        <translation>Mit Sonde</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Outside</source>
        <translation>Von außen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Connections of Strandline: of this program and of others, such as its commands</source>
        <translation>Verbindungen von Strandline: dieses Programms und anderer, etwa seiner Befehle</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Connections of programs that run with the probe</source>
        <translation>Verbindungen von Programmen, die mit der Sonde laufen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Programs that tell nothing, seen by the locks that they hold</source>
        <translation>Programme, die nichts melden, zu sehen an den Sperren, die sie halten</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Only active</source>
        <translation>Nur aktive</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Only with a transaction</source>
        <translation>Nur mit Transaktion</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Who waits for whom</source>
        <translation>Wer auf wen wartet</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Nobody waits for anybody.</source>
        <translation>Niemand wartet auf jemanden.</translation>
    </message>
    <message>
        <location line="+39"/>
        <source>Pause reading the sessions</source>
        <translation>Lesen der Sitzungen anhalten</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Search in the sessions</source>
        <translation>In den Sitzungen suchen</translation>
    </message>
    <message numerus="yes">
        <location line="+46"/>
        <source>%Ln session(s)</source>
        <translation>
            <numerusform>%Ln Sitzung</numerusform>
            <numerusform>%Ln Sitzungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>%Ln active</source>
        <translation>
            <numerusform>%Ln aktiv</numerusform>
            <numerusform>%Ln aktiv</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>%Ln waiting for another</source>
        <translation>
            <numerusform>%Ln wartet auf eine andere</numerusform>
            <numerusform>%Ln warten auf eine andere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>%Ln shown</source>
        <translation>
            <numerusform>%Ln gezeigt</numerusform>
            <numerusform>%Ln gezeigt</numerusform>
        </translation>
    </message>
    <message>
        <location line="+2"/>
        <source>read at %1</source>
        <translation>gelesen %1</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>No program has the database open.</source>
        <translation>Kein Programm hat die Datenbank geöffnet.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>No session fits the filter.</source>
        <translation>Keine Sitzung passt zum Filter.</translation>
    </message>
    <message>
        <location line="+49"/>
        <source>That session has ended.</source>
        <translation>Diese Sitzung ist beendet.</translation>
    </message>
    <message>
        <location line="+31"/>
        <source>End session</source>
        <translation>Sitzung beenden</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Session %1 has written in a transaction that has been open for %2. Ending the session rolls it back: what was changed in it is lost.</source>
        <translation>Sitzung %1 hat in einer Transaktion geschrieben, die seit %2 offen ist. Wird die Sitzung beendet, wird sie zurückgerollt: Was in ihr geändert wurde, geht verloren.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>End session and roll back</source>
        <translation>Sitzung beenden und zurückrollen</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>SQL of session %1</source>
        <translation>SQL der Sitzung %1</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>That session has ended by itself.</source>
        <translation>Diese Sitzung hat sich selbst beendet.</translation>
    </message>
</context>
<context>
    <name>strandline::sessions::Words</name>
    <message>
        <location filename="../models/sessions/session_words.cpp" line="+48"/>
        <source>Own</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Probed</source>
        <translation>Mit Sonde</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Probed by hooks</source>
        <translation>Mit Sonde (Hooks)</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Outside</source>
        <translation>Von außen</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Running %1</source>
        <translation>Läuft %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Waiting %1</source>
        <translation>Wartet %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Idle in transaction</source>
        <translation>Untätig in Transaktion</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Idle</source>
        <translation>Untätig</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Holds %1</source>
        <translation>Hält %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>%1 (%2)</source>
        <comment>a program and its process number</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Session %1</source>
        <translation>Sitzung %1</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Reads for pages, worksheets and commands</source>
        <translation>Liest für Seiten, Arbeitsblätter und Befehle</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Writes for a worksheet or a command</source>
        <translation>Schreibt für ein Arbeitsblatt oder einen Befehl</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Reads the past</source>
        <translation>Liest die Vergangenheit</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1 of this program</source>
        <translation>%1 dieses Programms</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>Write, %1</source>
        <translation>Schreibend, %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Read, %1</source>
        <translation>Lesend, %1</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>reads the file (%1)</source>
        <translation>liest die Datei (%1)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>has begun to write (%1)</source>
        <translation>hat zu schreiben begonnen (%1)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>waits for readers to leave (%1)</source>
        <translation>wartet, bis Leser fertig sind (%1)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>has the file for itself (%1)</source>
        <translation>hat die Datei für sich allein (%1)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>is the one that writes (%1)</source>
        <translation>ist die, die schreibt (%1)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>copies the WAL, or keeps others from it (%1)</source>
        <translation>kopiert das WAL oder hält andere davon ab (%1)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>rebuilds the WAL&apos;s index (%1)</source>
        <translation>baut den Index des WAL neu auf (%1)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>reads (%1)</source>
        <translation>liest (%1)</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>%1 of the WAL</source>
        <translation>%1 des WAL</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>State: %1</source>
        <translation>Zustand: %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Phase: %1</source>
        <translation>Phase: %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>In this call for: %1</source>
        <translation>In diesem Aufruf seit: %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Waits for: %1</source>
        <translation>Wartet auf: %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>nothing, on CPU</source>
        <translation>nichts, rechnet</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Blocked by: %1</source>
        <translation>Blockiert von: %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Transaction: %1</source>
        <translation>Transaktion: %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>SQL id: %1</source>
        <translation>SQL-ID: %1</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Open statements: %1</source>
        <translation>Offene Anweisungen: %1</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>%1, for at least %2</source>
        <translation>%1, seit mindestens %2</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Locks: %1</source>
        <translation>Sperren: %1</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Program: %1</source>
        <translation>Programm: %1</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Module: %1</source>
        <translation>Modul: %1</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Action: %1</source>
        <translation>Aktion: %1</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Client: %1</source>
        <translation>Client: %1</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Connected: %1</source>
        <translation>Verbunden: %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Thread: %1, serial number: %2</source>
        <translation>Thread: %1, Seriennummer: %2</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Executions: %1, rows: %2, errors: %3</source>
        <translation>Ausführungen: %1, Zeilen: %2, Fehler: %3</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>DB time: %1, CPU: %2</source>
        <translation>DB-Zeit: %1, CPU: %2</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>A connection of this program that tells nothing, such as the recorder&apos;s. It can&apos;t be ended here; what it does ends by itself.</source>
        <translation>Eine Verbindung dieses Programms, die nichts meldet, etwa die der Aufzeichnung. Sie kann hier nicht beendet werden; was sie tut, endet von selbst.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>%1 has kept others from writing for at least %2. It tells nothing of its SQL. Only it can end its transaction: commit or roll back there, or close the program.</source>
        <translation>%1 hält andere seit mindestens %2 vom Schreiben ab und meldet nichts von seinem SQL. Nur das Programm selbst kann seine Transaktion beenden: Führen Sie dort Commit oder Rollback aus, oder schließen Sie es.</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>%1 reads an old state, which keeps %2 from being copied into the database. Only it can end its transaction: finish reading there, or close the program.</source>
        <translation>%1 liest einen alten Stand; dadurch können %2 nicht in die Datenbank kopiert werden. Nur das Programm selbst kann seine Transaktion beenden: Beenden Sie dort das Lesen, oder schließen Sie es.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>%1 tells nothing but its locks. To see its SQL and its waits, start it with the probe: strandctl probe run.</source>
        <translation>Von %1 sind nur die Sperren zu sehen. Um sein SQL und seine Wartezeiten zu sehen, starten Sie es mit der Sonde: strandctl probe run.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>This session belongs to %1. Cancel its statement there, or close that program.</source>
        <translation>Diese Sitzung gehört zu %1. Brechen Sie ihre Anweisung dort ab, oder schließen Sie das Programm.</translation>
    </message>
</context>
<context>
    <name>strandline::settings::AboutPage</name>
    <message>
        <location filename="../views/settings/about_page.cpp" line="+34"/>
        <source>Strandline</source>
        <translation>Strandline</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>SQLite</source>
        <translation>SQLite</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Qt</source>
        <translation>Qt</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Copies all of this page as text</source>
        <translation>Kopiert die ganze Seite als Text</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Strandline is free software under the GNU General Public License, version 3 or later.</source>
        <translation>Strandline ist freie Software unter der GNU General Public License, Version 3 oder neuer.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Libraries</source>
        <translation>Bibliotheken</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>SQLite was compiled with</source>
        <translation>SQLite wurde übersetzt mit</translation>
    </message>
</context>
<context>
    <name>strandline::settings::AppearancePage</name>
    <message>
        <location filename="../views/settings/appearance_page.cpp" line="+14"/>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Icons</source>
        <translation>Symbole</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+1"/>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Takes effect when Strandline starts the next time.</source>
        <translation>Gilt ab dem nächsten Start von Strandline.</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Size of text</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>As the system (%1 pt)</source>
        <translation>Wie das System (%1 pt)</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1 pt</source>
        <translation>%1 pt</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Size of icons</source>
        <translation>Symbolgröße</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Small</source>
        <translation>Klein</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Large</source>
        <translation>Groß</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
</context>
<context>
    <name>strandline::settings::DatabasesPage</name>
    <message>
        <location filename="../views/settings/databases_page.cpp" line="+42"/>
        <source>%1 (missing)</source>
        <translation>%1 (fehlt)</translation>
    </message>
    <message>
        <location line="+33"/>
        <source>None yet. The Database menu begins to record the one that is open.</source>
        <translation>Noch keine. Das Menü „Datenbank“ beginnt, die geöffnete aufzuzeichnen.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Begin with the windows, databases and pages of the last time</source>
        <translation>Mit den Fenstern, Datenbanken und Seiten vom letzten Mal beginnen</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <location line="+2"/>
        <location line="+15"/>
        <source>Recent databases</source>
        <translation>Zuletzt geöffnete Datenbanken</translation>
    </message>
    <message>
        <location line="-13"/>
        <location line="+53"/>
        <source>Recorded databases</source>
        <translation>Aufgezeichnete Datenbanken</translation>
    </message>
    <message>
        <location line="-49"/>
        <source>These are recorded whenever a window has them open. Their histories stay when you take them from this list.</source>
        <translation>Diese werden aufgezeichnet, sobald ein Fenster sie geöffnet hat. Ihre Historien bleiben, wenn Sie sie aus dieser Liste nehmen.</translation>
    </message>
    <message>
        <location line="+13"/>
        <location line="+11"/>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <location line="-9"/>
        <location line="+37"/>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <location line="-35"/>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Removes all that are not pinned</source>
        <translation>Entfernt alle, die nicht angeheftet sind</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <location line="+30"/>
        <source>Opening the database does not record it any more</source>
        <translation>Das Öffnen der Datenbank zeichnet sie nicht mehr auf</translation>
    </message>
</context>
<context>
    <name>strandline::settings::KeysModel</name>
    <message>
        <location filename="../views/settings/keys_model.cpp" line="+66"/>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
</context>
<context>
    <name>strandline::settings::KeysPage</name>
    <message>
        <location filename="../views/settings/keys_page.cpp" line="+19"/>
        <source>Record keys</source>
        <translation>Tasten aufnehmen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>No keys</source>
        <translation>Keine Tasten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>All to default</source>
        <translation>Alle auf Standard</translation>
    </message>
    <message>
        <location line="+4"/>
        <location line="+1"/>
        <source>Search commands and keys</source>
        <translation>Befehle und Tasten suchen</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Commands and their keys</source>
        <translation>Befehle und ihre Tasten</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>The commands of a page are listed once it has been opened. Keys that differ from their default are bold.</source>
        <translation>Die Befehle einer Seite erscheinen hier, sobald sie einmal geöffnet war. Tasten, die vom Standard abweichen, sind fett.</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>Keys being recorded</source>
        <translation>Tasten, die aufgenommen werden</translation>
    </message>
    <message>
        <location line="+70"/>
        <source>Choose a command to change its keys.</source>
        <translation>Befehl wählen, um Tasten zu ändern.</translation>
    </message>
    <message>
        <location line="+25"/>
        <source>%1 belongs to %2.</source>
        <translation>%1 gehört zu %2.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Take it from %1</source>
        <translation>Von %1 übernehmen</translation>
    </message>
</context>
<context>
    <name>strandline::settings::SettingsView</name>
    <message>
        <location filename="../views/settings/settings_feature.cpp" line="+30"/>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Databases</source>
        <translation>Datenbanken</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>About Strandline</source>
        <translation>Über Strandline</translation>
    </message>
    <message>
        <location line="+25"/>
        <location filename="../views/settings/settings_view.cpp" line="+50"/>
        <location line="+1"/>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <location filename="../views/settings/settings_view.cpp" line="+3"/>
        <location line="+1"/>
        <location line="+32"/>
        <source>Search settings</source>
        <translation>Einstellungen suchen</translation>
    </message>
    <message>
        <location line="-29"/>
        <source>Pages of the settings</source>
        <translation>Seiten der Einstellungen</translation>
    </message>
    <message>
        <location line="+93"/>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>No setting contains “%1”.</source>
        <translation>Keine Einstellung enthält „%1“.</translation>
    </message>
</context>
<context>
    <name>strandline::shell::CommandPalette</name>
    <message>
        <location filename="../views/shell/command_palette.cpp" line="+148"/>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Type a command or the name of a table</source>
        <translation>Befehl oder Namen einer Tabelle eingeben</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Command or table</source>
        <translation>Befehl oder Tabelle</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>What matches</source>
        <translation>Was passt</translation>
    </message>
</context>
<context>
    <name>strandline::shell::ContextBar</name>
    <message>
        <location filename="../views/shell/context_bar.cpp" line="+21"/>
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
        <location line="+59"/>
        <source>No database</source>
        <translation>Keine Datenbank</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Database: %1</source>
        <translation>Datenbank: %1</translation>
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
        <location filename="../views/shell/main_window_menus.cpp" line="+71"/>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <location line="-19"/>
        <source>&amp;New window</source>
        <translation>&amp;Neues Fenster</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>New %1</source>
        <comment>a page of a feature</comment>
        <translation>Neu: %1</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>&amp;Open database…</source>
        <translation>&amp;Datenbank öffnen …</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>&amp;Close tab</source>
        <translation>Tab s&amp;chließen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>R&amp;eopen closed tab</source>
        <translation>&amp;Geschlossenen Tab wieder öffnen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Close &amp;database</source>
        <translation>Datenban&amp;k schließen</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <location line="+16"/>
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
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <location line="+30"/>
        <source>This page has no commands</source>
        <translation>Diese Seite hat keine Befehle</translation>
    </message>
    <message>
        <location line="+52"/>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Co&amp;mmand palette…</source>
        <translation>Befehls&amp;palette …</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>&amp;Previous commit</source>
        <translation>&amp;Voriger Commit</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Ne&amp;xt commit</source>
        <translation>Näch&amp;ster Commit</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>&amp;Return to now</source>
        <translation>&amp;Zum Jetzt</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>&amp;Theme</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <location line="+8"/>
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
        <location line="-9"/>
        <source>&amp;Collapse navigation</source>
        <translation>&amp;Navigation einklappen</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>&amp;Database</source>
        <translation>Da&amp;tenbank</translation>
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
        <location line="+13"/>
        <source>Copy &amp;path of the file</source>
        <translation>&amp;Pfad der Datei kopieren</translation>
    </message>
    <message>
        <location line="+19"/>
        <source>Open database…</source>
        <translation>Datenbank öffnen …</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Open recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>&amp;Window</source>
        <translation>&amp;Fenster</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>&amp;Next tab</source>
        <translation>&amp;Nächster Tab</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>&amp;Previous tab</source>
        <translation>&amp;Voriger Tab</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Split &amp;right</source>
        <translation>Nach &amp;rechts teilen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Split &amp;down</source>
        <translation>Nach &amp;unten teilen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Next &amp;split</source>
        <translation>Nächster &amp;Bereich</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>&amp;Move tab to the next split</source>
        <translation>&amp;Tab in den nächsten Bereich verschieben</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>&amp;Close split</source>
        <translation>Bereich &amp;schließen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Reset &amp;layout</source>
        <translation>Anordnung &amp;zurücksetzen</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+7"/>
        <source>Close others</source>
        <translation>Andere schließen</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Split right</source>
        <translation>Nach rechts teilen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Split down</source>
        <translation>Nach unten teilen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Move to the next split</source>
        <translation>In den nächsten Bereich verschieben</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Close split</source>
        <translation>Bereich schließen</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>&amp;About Strandline</source>
        <translation>Ü&amp;ber Strandline</translation>
    </message>
    <message>
        <location filename="../views/shell/main_window.cpp" line="+183"/>
        <source>%1 is being recorded. Every commit that any program makes now enters its history.</source>
        <translation>%1 wird aufgezeichnet. Jeder Commit jedes Programms kommt ab jetzt in die Historie.</translation>
    </message>
    <message>
        <location line="+50"/>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <location line="+85"/>
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
        <location line="+12"/>
        <location filename="../views/shell/main_window_tabs.cpp" line="+156"/>
        <source>Strandline</source>
        <translation>Strandline</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>%1 — Strandline</source>
        <translation>%1 — Strandline</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>No page of %1 is open.</source>
        <translation>Keine Seite von %1 ist geöffnet.</translation>
    </message>
    <message>
        <location line="+28"/>
        <source>Close window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <location filename="../views/shell/main_window_tabs.cpp" line="+40"/>
        <source>Close tab</source>
        <translation>Tab schließen</translation>
    </message>
    <message>
        <location line="+33"/>
        <location line="+16"/>
        <source>Close database</source>
        <translation>Datenbank schließen</translation>
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
        <location line="+19"/>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <location line="+41"/>
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
    <name>strandline::shell::PaletteModel</name>
    <message>
        <location filename="../views/shell/command_palette.cpp" line="-72"/>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
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
        <location line="+59"/>
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
        <location filename="../views/shell/start_page.cpp" line="+92"/>
        <source>Recent databases</source>
        <translation>Zuletzt geöffnete Datenbanken</translation>
    </message>
    <message>
        <location line="-22"/>
        <location line="+43"/>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <location line="-80"/>
        <source>How shall Strandline look?</source>
        <translation>Wie soll Strandline aussehen?</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>The View menu and the settings change it later.</source>
        <translation>Das Menü „Ansicht“ und die Einstellungen ändern es später.</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Open a SQLite database</source>
        <translation>SQLite-Datenbank öffnen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Its tables appear here, and every commit that its history holds. You can also drop a file on this window.</source>
        <translation>Hier erscheinen ihre Tabellen und jeder Commit ihrer Historie. Sie können auch eine Datei in dieses Fenster ziehen.</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>Try the demo…</source>
        <translation>Demo ausprobieren …</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Clear this list</source>
        <translation>Diese Liste leeren</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Open database…</source>
        <translation>Datenbank öffnen …</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>A small shop with a week of recorded commits, some of them mishaps, in a folder that you choose.</source>
        <translation>Ein kleiner Laden mit einer Woche aufgezeichneter Commits, darunter Missgeschicke, in einem Ordner Ihrer Wahl.</translation>
    </message>
    <message>
        <location line="+60"/>
        <source>Folder for the demo</source>
        <translation>Ordner für die Demo</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Put the demo here</source>
        <translation>Demo hier ablegen</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Making the demo</source>
        <translation>Demo wird angelegt</translation>
    </message>
    <message>
        <location line="+25"/>
        <source>Unpin %1</source>
        <translation>%1 lösen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Pin %1</source>
        <translation>%1 anheften</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>missing · %1</source>
        <translation>fehlt · %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Remove %1 from this list</source>
        <translation>%1 aus dieser Liste entfernen</translation>
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
        <location line="+60"/>
        <source>No database is open</source>
        <translation>Keine Datenbank geöffnet</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>A state in a backup</source>
        <translation>Ein Stand in einer Sicherung</translation>
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
    <name>strandline::shell::Tab</name>
    <message>
        <location filename="../views/shell/tab.cpp" line="+21"/>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <location line="+88"/>
        <source>%1 could not be opened.</source>
        <translation>%1 ließ sich nicht öffnen.</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Opening…</source>
        <translation>Wird geöffnet …</translation>
    </message>
</context>
<context>
    <name>strandline::shell::TabBar</name>
    <message>
        <location filename="../views/shell/tab_bar.cpp" line="+17"/>
        <source>Tabs</source>
        <translation>Tabs</translation>
    </message>
</context>
<context>
    <name>strandline::shell::TabGroup</name>
    <message>
        <location filename="../views/shell/tab_group.cpp" line="+60"/>
        <source>Close this tab</source>
        <translation>Diesen Tab schließen</translation>
    </message>
    <message>
        <location line="+31"/>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1
%2</source>
        <translation>%1
%2</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>● %1</source>
        <comment>a tab with unsaved changes</comment>
        <translation>● %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>%1
Not saved</source>
        <translation>%1
Nicht gespeichert</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>%1, not saved</source>
        <translation>%1, nicht gespeichert</translation>
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
        <source>0 s</source>
        <translation>0 s</translation>
    </message>
    <message>
        <location line="+3"/>
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
        <location line="+11"/>
        <source>d MMM HH:mm:ss</source>
        <comment>for QLocale::toString</comment>
        <translation>d. MMM HH:mm:ss</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>d MMM yyyy HH:mm:ss</source>
        <comment>for QLocale::toString</comment>
        <translation>d. MMM yyyy HH:mm:ss</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>%1, %2 %3</source>
        <translation>%1, %2 %3</translation>
    </message>
    <message>
        <location line="+24"/>
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
    <message numerus="yes">
        <location line="+3"/>
        <source>%Ln commit(s)</source>
        <translation>
            <numerusform>%Ln Commit</numerusform>
            <numerusform>%Ln Commits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>%Ln second(s)</source>
        <translation>
            <numerusform>%Ln Sekunde</numerusform>
            <numerusform>%Ln Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <location line="+7"/>
        <source>%1 · %2 · %3</source>
        <translation>%1 · %2 · %3</translation>
    </message>
</context>
<context>
    <name>strandline::theme::ThemeCard</name>
    <message>
        <location filename="../views/common/theme/theme_choice.cpp" line="+22"/>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
</context>
<context>
    <name>strandline::theme::ThemeChoice</name>
    <message>
        <location line="+82"/>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
</context>
<context>
    <name>strandline::timeline::CommitChart</name>
    <message>
        <location filename="../views/common/timeline/commit_chart.cpp" line="+13"/>
        <source>Commits over time</source>
        <translation>Commits im Lauf der Zeit</translation>
    </message>
    <message>
        <location line="+123"/>
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
        <location line="+70"/>
        <source>No commits yet</source>
        <translation>Noch keine Commits</translation>
    </message>
    <message>
        <location line="+90"/>
        <source>Gap</source>
        <translation>Lücke</translation>
    </message>
    <message>
        <location line="+128"/>
        <source>Line %1</source>
        <translation>Linie %1</translation>
    </message>
    <message>
        <location filename="../views/common/timeline/commit_chart_input.cpp" line="+100"/>
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
    <message numerus="yes">
        <location line="+3"/>
        <source>%Ln commit(s) that the filter wants</source>
        <translation>
            <numerusform>%Ln Commit passt zum Filter</numerusform>
            <numerusform>%Ln Commits passen zum Filter</numerusform>
        </translation>
    </message>
    <message>
        <location line="+7"/>
        <source>schema changed in %1</source>
        <translation>Schema geändert in %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>restore point %1</source>
        <translation>Wiederherstellungspunkt %1</translation>
    </message>
    <message>
        <location line="+4"/>
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
        <location line="+45"/>
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
    <name>strandline::timeline::RecordingService</name>
    <message>
        <location filename="../models/timeline/recording_service.cpp" line="+62"/>
        <source>%1 (process %2)</source>
        <translation>%1 (Prozess %2)</translation>
    </message>
    <message>
        <location line="+130"/>
        <source>Starting to record</source>
        <translation>Aufzeichnung beginnt</translation>
    </message>
</context>
<context>
    <name>strandline::transfer</name>
    <message>
        <location filename="../views/transfer/transfer_features.cpp" line="+58"/>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Import</source>
        <translation>Import</translation>
    </message>
</context>
<context>
    <name>strandline::transfer::ExportPage</name>
    <message>
        <location filename="../views/transfer/export_page.cpp" line="+53"/>
        <location line="+1"/>
        <location line="+34"/>
        <location line="+6"/>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Export now</source>
        <translation>Jetzt exportieren</translation>
    </message>
    <message>
        <location line="+23"/>
        <location line="+8"/>
        <source>The first lines of the file</source>
        <translation>Die ersten Zeilen der Datei</translation>
    </message>
    <message>
        <location line="+11"/>
        <location line="+3"/>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <location line="-3"/>
        <source>Table or view</source>
        <translation>Tabelle oder Sicht</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Result of a SELECT</source>
        <translation>Ergebnis eines SELECT</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Whole database</source>
        <translation>Ganze Datenbank</translation>
    </message>
    <message>
        <location line="+4"/>
        <location line="+3"/>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <location line="+2"/>
        <location line="+3"/>
        <source>Rows where</source>
        <translation>Zeilen mit</translation>
    </message>
    <message>
        <location line="-2"/>
        <source>all rows, or a condition: price &gt; 10</source>
        <translation>alle Zeilen oder eine Bedingung: price &gt; 10</translation>
    </message>
    <message>
        <location line="+5"/>
        <location line="+5"/>
        <source>SELECT</source>
        <translation>SELECT</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>As of</source>
        <translation>Stand</translation>
    </message>
    <message>
        <location line="+14"/>
        <location line="+4"/>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <location line="-4"/>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>JSON, an object a line</source>
        <translation>JSON, ein Objekt je Zeile</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>SQL statements</source>
        <translation>SQL-Anweisungen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Markdown table</source>
        <translation>Markdown-Tabelle</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>HTML page</source>
        <translation>HTML-Seite</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Arrays in place of objects</source>
        <translation>Arrays statt Objekten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>With CREATE TABLE, indexes and triggers</source>
        <translation>Mit CREATE TABLE, Indizes und Triggern</translation>
    </message>
    <message>
        <location line="+6"/>
        <location line="+4"/>
        <source>Delimiter</source>
        <translation>Trennzeichen</translation>
    </message>
    <message>
        <location line="-4"/>
        <source>Comma</source>
        <translation>Komma</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Semicolon</source>
        <translation>Semikolon</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Bar</source>
        <translation>Senkrechter Strich</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+4"/>
        <source>Quotes</source>
        <translation>Anführungszeichen</translation>
    </message>
    <message>
        <location line="-4"/>
        <source>Where needed</source>
        <translation>Wo nötig</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>All but numbers</source>
        <translation>Alle außer Zahlen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+4"/>
        <source>Line end</source>
        <translation>Zeilenende</translation>
    </message>
    <message>
        <location line="-4"/>
        <source>LF (Unix)</source>
        <translation>LF (Unix)</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>CR LF (Windows)</source>
        <translation>CR LF (Windows)</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+4"/>
        <source>BLOBs</source>
        <translation>BLOBs</translation>
    </message>
    <message>
        <location line="-4"/>
        <source>Hexadecimal</source>
        <translation>Hexadezimal</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Base64</source>
        <translation>Base64</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Text for NULL</source>
        <translation>Text für NULL</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>an empty field</source>
        <translation>ein leeres Feld</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>NULL as</source>
        <translation>NULL als</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Names in the first line</source>
        <translation>Namen in der ersten Zeile</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Byte order mark, for spreadsheets</source>
        <translation>Byte Order Mark, für Tabellenkalkulationen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Apostrophe before formulas</source>
        <translation>Apostroph vor Formeln</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A spreadsheet runs text that begins with =, +, - or @. With the apostrophe it doesn&apos;t, but the file no longer reads back as the same.</source>
        <translation>Eine Tabellenkalkulation führt Text aus, der mit =, +, - oder @ beginnt. Mit dem Apostroph nicht, doch dann liest sich die Datei nicht mehr unverändert zurück.</translation>
    </message>
    <message>
        <location line="+10"/>
        <location line="+9"/>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <location line="-3"/>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Replace an older file of that name</source>
        <translation>Eine ältere Datei dieses Namens ersetzen</translation>
    </message>
    <message>
        <location line="+159"/>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>result</source>
        <translation>ergebnis</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Export to</source>
        <translation>Exportieren nach</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>%1, %2, were written to %3 in %4.</source>
        <translation>In %3 geschrieben: %1, %2, in %4.</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
</context>
<context>
    <name>strandline::transfer::ExportWork</name>
    <message>
        <location filename="../models/transfer/export_work.cpp" line="+52"/>
        <source>Exporting to %1</source>
        <translation>Export nach %1</translation>
    </message>
</context>
<context>
    <name>strandline::transfer::ImportColumnsModel</name>
    <message>
        <location filename="../models/transfer/import_columns_model.cpp" line="+31"/>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Column of the file</source>
        <translation>Spalte der Datei</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Goes into</source>
        <translation>Zielspalte</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>As</source>
        <translation>Als</translation>
    </message>
    <message>
        <location line="+59"/>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Integer</source>
        <translation>Ganzzahl</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Real</source>
        <translation>Gleitkommazahl</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Number, else text</source>
        <translation>Zahl, sonst Text</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>As written</source>
        <translation>Wie geschrieben</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>BLOB, hexadecimal</source>
        <translation>BLOB, hexadezimal</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>BLOB, Base64</source>
        <translation>BLOB, Base64</translation>
    </message>
</context>
<context>
    <name>strandline::transfer::ImportPage</name>
    <message>
        <location filename="../views/transfer/import_page.cpp" line="+50"/>
        <location line="+1"/>
        <location line="+32"/>
        <location line="+128"/>
        <location line="+75"/>
        <location line="+107"/>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <location line="-285"/>
        <location line="+11"/>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <location line="-10"/>
        <source>a CSV or JSON file; it can be dropped here</source>
        <translation>eine CSV- oder JSON-Datei; sie lässt sich hierher ziehen</translation>
    </message>
    <message>
        <location line="+7"/>
        <location line="+60"/>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <location line="-51"/>
        <location line="+6"/>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <location line="-6"/>
        <location line="+1"/>
        <location line="+3"/>
        <location line="+1"/>
        <source>Guess</source>
        <translation>Erkennen</translation>
    </message>
    <message>
        <location line="-5"/>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>JSON, an object a line</source>
        <translation>JSON, ein Objekt je Zeile</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+6"/>
        <source>Encoding</source>
        <translation>Kodierung</translation>
    </message>
    <message>
        <location line="-6"/>
        <source>UTF-8</source>
        <translation>UTF-8</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>UTF-16, little endian</source>
        <translation>UTF-16, Little Endian</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>UTF-16, big endian</source>
        <translation>UTF-16, Big Endian</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Latin 1 (Windows-1252)</source>
        <translation>Latin 1 (Windows-1252)</translation>
    </message>
    <message>
        <location line="+2"/>
        <location line="+4"/>
        <source>Delimiter</source>
        <translation>Trennzeichen</translation>
    </message>
    <message>
        <location line="-4"/>
        <source>Comma</source>
        <translation>Komma</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Semicolon</source>
        <translation>Semikolon</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Bar</source>
        <translation>Senkrechter Strich</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+4"/>
        <source>First line</source>
        <translation>Erste Zeile</translation>
    </message>
    <message>
        <location line="-4"/>
        <source>Holds the names</source>
        <translation>Enthält die Namen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Is a row</source>
        <translation>Ist eine Datenzeile</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Text for NULL</source>
        <translation>Text für NULL</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>an empty field</source>
        <translation>ein leeres Feld</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>NULL is</source>
        <translation>NULL ist</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Into table</source>
        <translation>In Tabelle</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>What happens to the rows that are there</source>
        <translation>Was mit den vorhandenen Zeilen geschieht</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Add to its rows</source>
        <translation>Zu ihren Zeilen hinzufügen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Replace all its rows</source>
        <translation>Alle ihre Zeilen ersetzen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Update rows of the same key, add others</source>
        <translation>Zeilen mit gleichem Schlüssel ändern, andere hinzufügen</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Leave bad rows out, and write them to</source>
        <translation>Fehlerhafte Zeilen auslassen und schreiben in</translation>
    </message>
    <message>
        <location line="+8"/>
        <location line="+130"/>
        <source>File for bad rows</source>
        <translation>Datei für fehlerhafte Zeilen</translation>
    </message>
    <message>
        <location line="-129"/>
        <source>no file</source>
        <translation>keine Datei</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Choose a file for bad rows</source>
        <translation>Datei für fehlerhafte Zeilen wählen</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>Columns of the file</source>
        <translation>Spalten der Datei</translation>
    </message>
    <message>
        <location line="+18"/>
        <source>Check the whole file</source>
        <translation>Ganze Datei prüfen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Reads the file to its end and counts the rows that would be imported. Nothing is written.</source>
        <translation>Liest die Datei bis zum Ende und zählt die Zeilen, die importiert würden. Nichts wird geschrieben.</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Import now</source>
        <translation>Jetzt importieren</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>The first rows of the file</source>
        <translation>Die ersten Zeilen der Datei</translation>
    </message>
    <message>
        <location line="+5"/>
        <location line="+1"/>
        <source>The statements that will be run</source>
        <translation>Die Anweisungen, die ausgeführt werden</translation>
    </message>
    <message>
        <location line="+53"/>
        <source>Import %1</source>
        <translation>Import %1</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Import a file</source>
        <translation>Datei importieren</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>CSV and JSON (*.csv *.tsv *.txt *.json *.ndjson *.jsonl);;All files (*)</source>
        <translation>CSV und JSON (*.csv *.tsv *.txt *.json *.ndjson *.jsonl);;Alle Dateien (*)</translation>
    </message>
    <message>
        <location line="+62"/>
        <location line="+2"/>
        <location line="+2"/>
        <location line="+1"/>
        <source>Guess: %1</source>
        <translation>Erkannt: %1</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>The database is open for reading only. Open it for writing to import into it.</source>
        <translation>Die Datenbank ist nur zum Lesen geöffnet. Öffnen Sie sie zum Schreiben, um in sie zu importieren.</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Import %1 into %2</source>
        <translation>%1 in %2 importieren</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Import into %1</source>
        <translation>In %1 importieren</translation>
    </message>
    <message>
        <location line="+35"/>
        <source>types guessed from the first %1</source>
        <translation>Typen aus den ersten %1 erkannt</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>line %1 %2</source>
        <translation>Zeile %1 %2</translation>
    </message>
    <message>
        <location line="+10"/>
        <source>%1 fit. Constraints of the table are checked while importing.</source>
        <translation>Passend: %1. Einschränkungen der Tabelle werden beim Import geprüft.</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>%1 fit, %2 don&apos;t:</source>
        <translation>Passend: %1, nicht passend: %2:</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>line %1, %2: %3</source>
        <translation>Zeile %1, %2: %3</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>%1 were imported into %2 in %3</source>
        <translation>In %2 importiert: %1, in %3</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>%1 left out</source>
        <translation>%1 ausgelassen</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Show the table</source>
        <translation>Tabelle zeigen</translation>
    </message>
</context>
<context>
    <name>strandline::transfer::ImportWork</name>
    <message>
        <location filename="../models/transfer/import_work.cpp" line="+56"/>
        <source>Looking at %1</source>
        <translation>%1 wird angesehen</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Checking %1</source>
        <translation>%1 wird geprüft</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Importing %1</source>
        <translation>%1 wird importiert</translation>
    </message>
</context>
<context>
    <name>strandline::transfer::TypeDelegate</name>
    <message>
        <location filename="../views/transfer/type_delegate.cpp" line="+13"/>
        <source>Type of the column</source>
        <translation>Typ der Spalte</translation>
    </message>
</context>
<context>
    <name>strandline::value::PictureView</name>
    <message>
        <location filename="../views/common/value/picture_view.cpp" line="+11"/>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
</context>
<context>
    <name>strandline::value::ValuePane</name>
    <message>
        <location filename="../views/common/value/value_pane.cpp" line="+99"/>
        <source>Value as text</source>
        <translation>Wert als Text</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Value as JSON</source>
        <translation>Wert als JSON</translation>
    </message>
    <message>
        <location line="+2"/>
        <location line="+359"/>
        <source>Load all</source>
        <translation>Alles laden</translation>
    </message>
    <message>
        <location line="-359"/>
        <source>Stage this value</source>
        <translation>Diesen Wert vormerken</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Revert</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Value as hexadecimal bytes</source>
        <translation>Wert als hexadezimale Bytes</translation>
    </message>
    <message>
        <location line="+53"/>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Show as %1</source>
        <translation>Als %1 zeigen</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Copy the value</source>
        <translation>Wert kopieren</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Save the value to a file…</source>
        <translation>Wert in eine Datei speichern …</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Take the value from a file…</source>
        <translation>Wert aus einer Datei übernehmen …</translation>
    </message>
    <message>
        <location line="+16"/>
        <source>Kind of the new value</source>
        <translation>Art des neuen Werts</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Adds the change to the staged ones: nothing is written until these are applied.</source>
        <translation>Merkt die Änderung vor: Geschrieben wird erst, wenn die vorgemerkten angewendet werden.</translation>
    </message>
    <message>
        <location line="+69"/>
        <source>Reading a value of %1</source>
        <translation>Ein Wert von %1 wird gelesen</translation>
    </message>
    <message>
        <location line="+100"/>
        <source>not valid UTF-8</source>
        <translation>kein gültiges UTF-8</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 Pixel</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>This is no %1. Choose another kind, or mend it.</source>
        <translation>Das ist kein Wert der Art %1. Wählen Sie eine andere Art, oder berichtigen Sie ihn.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>The rest is read while you scroll.</source>
        <translation>Der Rest wird beim Blättern gelesen.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>The first %1 of it.</source>
        <translation>Davon die ersten %1.</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>The first %1 as text, all of it under Hex. Save it to a file to read on.</source>
        <translation>Die ersten %1 als Text, alles unter Hex. Zum Weiterlesen in eine Datei speichern.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>It has line ends or characters that would be lost by editing it here.</source>
        <translation>Er enthält Zeilenenden oder Zeichen, die beim Bearbeiten hier verloren gingen.</translation>
    </message>
    <message>
        <location line="+31"/>
        <source>Choose a cell to see its value.</source>
        <translation>Wählen Sie eine Zelle, um ihren Wert zu sehen.</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
    <message>
        <location line="+58"/>
        <source>What was typed for %1 is no %2 and was dropped.</source>
        <translation>Die Eingabe für %1 ist kein Wert der Art %2 und wurde verworfen.</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>Only the beginning of the value is here. Load all of it, or save it to a file.</source>
        <translation>Hier ist nur der Anfang des Werts. Laden Sie ihn ganz, oder speichern Sie ihn in eine Datei.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>The clipboard takes values of up to %1. Save it to a file.</source>
        <translation>Die Zwischenablage fasst Werte bis zu %1. Speichern Sie ihn in eine Datei.</translation>
    </message>
    <message>
        <location line="+12"/>
        <source>Save the value</source>
        <translation>Wert speichern</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Take the value from a file</source>
        <translation>Wert aus einer Datei übernehmen</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Saving %1</source>
        <translation>%1 wird gespeichert</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>%1 saved to %2.</source>
        <translation>%1 in %2 gespeichert.</translation>
    </message>
    <message>
        <location line="+13"/>
        <source>Reading %1</source>
        <translation>%1 wird gelesen</translation>
    </message>
</context>
<context>
    <name>strandline::workbench</name>
    <message>
        <location filename="../app/workbench/workbench.cpp" line="+141"/>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>strandline::workbench::DesktopNotice</name>
    <message>
        <location filename="../app/workbench/desktop_notice_linux.cpp" line="+41"/>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
</context>
<context>
    <name>strandline::workbench::JobNotices</name>
    <message>
        <location filename="../app/workbench/job_notices.cpp" line="+37"/>
        <source>Job %1 of %2 failed: %3</source>
        <translation>Auftrag %1 von %2 ist fehlgeschlagen: %3</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Job %1 of %2 was skipped: %3</source>
        <translation>Auftrag %1 von %2 wurde übersprungen: %3</translation>
    </message>
</context>
<context>
    <name>strandline::worksheet</name>
    <message>
        <location filename="../views/worksheet/worksheet_feature.cpp" line="+45"/>
        <location line="+9"/>
        <source>Worksheet</source>
        <translation>Arbeitsblatt</translation>
    </message>
</context>
<context>
    <name>strandline::worksheet::Library</name>
    <message>
        <location filename="../models/worksheet/library.cpp" line="+100"/>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message numerus="yes">
        <location line="+5"/>
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>%Ln row(s) changed</source>
        <translation>
            <numerusform>%Ln Zeile geändert</numerusform>
            <numerusform>%Ln Zeilen geändert</numerusform>
        </translation>
    </message>
    <message>
        <location line="+33"/>
        <source>for every database</source>
        <translation>für jede Datenbank</translation>
    </message>
</context>
<context>
    <name>strandline::worksheet::LibraryModel</name>
    <message>
        <location line="-112"/>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>strandline::worksheet::LibraryPane</name>
    <message>
        <location filename="../views/worksheet/library_pane.cpp" line="+71"/>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Close this panel</source>
        <translation>Diesen Bereich schließen</translation>
    </message>
    <message>
        <location line="+44"/>
        <source>Insert</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Run again</source>
        <translation>Erneut ausführen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Rename…</source>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+81"/>
        <source>Clear history</source>
        <translation>Verlauf leeren</translation>
    </message>
    <message>
        <location line="-81"/>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Search the history</source>
        <translation>Verlauf durchsuchen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Search the saved queries</source>
        <translation>Gespeicherte Abfragen durchsuchen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Statements that were run, the newest first</source>
        <translation>Ausgeführte Anweisungen, die neueste zuerst</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Saved queries</source>
        <translation>Gespeicherte Abfragen</translation>
    </message>
    <message>
        <location line="+27"/>
        <source>Nothing was found.</source>
        <translation>Nichts gefunden.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Every statement that you run will be kept here, also after the program ends.</source>
        <translation>Jede ausgeführte Anweisung bleibt hier erhalten, auch nach dem Ende des Programms.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Save a query with Ctrl+S to find it here again.</source>
        <translation>Mit Strg+S gespeicherte Abfragen finden Sie hier wieder.</translation>
    </message>
    <message>
        <location line="+37"/>
        <source>Every statement of the history will be deleted, those of other databases too. Saved queries stay.</source>
        <translation>Jede Anweisung des Verlaufs wird gelöscht, auch die anderer Datenbanken. Gespeicherte Abfragen bleiben.</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>The saved query &quot;%1&quot; will be deleted. Worksheets that show it keep its text.</source>
        <translation>Die gespeicherte Abfrage „%1“ wird gelöscht. Arbeitsblätter, die sie zeigen, behalten ihren Text.</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Delete query</source>
        <translation>Abfrage löschen</translation>
    </message>
</context>
<context>
    <name>strandline::worksheet::MessagesModel</name>
    <message>
        <location filename="../models/worksheet/messages_model.cpp" line="+31"/>
        <source>Running…</source>
        <translation>Läuft …</translation>
    </message>
    <message>
        <location line="+35"/>
        <source>Statement</source>
        <translation>Anweisung</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <location line="+41"/>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
</context>
<context>
    <name>strandline::worksheet::ParameterStrip</name>
    <message>
        <location filename="../views/worksheet/parameter_strip.cpp" line="+24"/>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <location line="+22"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location line="+24"/>
        <source>Value of %1</source>
        <translation>Wert von %1</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Type of %1</source>
        <translation>Typ von %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Number or text</source>
        <translation>Zahl oder Text</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Integer</source>
        <translation>Ganzzahl</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Real</source>
        <translation>Gleitkommazahl</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>BLOB, hexadecimal</source>
        <translation>BLOB, hexadezimal</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>NULL</source>
        <translation>NULL</translation>
    </message>
    <message>
        <location line="+21"/>
        <source>%1 with these parameters</source>
        <translation>%1 mit diesen Parametern</translation>
    </message>
    <message>
        <location line="+23"/>
        <source>%1 is no value of that type.</source>
        <translation>%1 ist kein Wert dieses Typs.</translation>
    </message>
</context>
<context>
    <name>strandline::worksheet::PendingModel</name>
    <message>
        <location filename="../models/worksheet/pending_model.cpp" line="+46"/>
        <source>Statement, not committed yet</source>
        <translation>Anweisung, noch ohne Commit</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Rows changed</source>
        <translation>Geänderte Zeilen</translation>
    </message>
</context>
<context>
    <name>strandline::worksheet::ResultModel</name>
    <message>
        <location filename="../models/worksheet/result_model.cpp" line="+203"/>
        <source>%1
an expression</source>
        <translation>%1
ein Ausdruck</translation>
    </message>
    <message>
        <location line="+109"/>
        <source>Arranging rows</source>
        <translation>Zeilen werden geordnet</translation>
    </message>
</context>
<context>
    <name>strandline::worksheet::ResultView</name>
    <message>
        <location filename="../views/worksheet/result_view.cpp" line="+29"/>
        <source>Keep this result at the next run</source>
        <translation>Dieses Ergebnis beim nächsten Lauf behalten</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Show the whole value of the current cell (Ctrl+I)</source>
        <translation>Den ganzen Wert der aktuellen Zelle zeigen (Strg+I)</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>The statement gave no rows.</source>
        <translation>Die Anweisung lieferte keine Zeilen.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Fetch all rows</source>
        <translation>Alle Zeilen holen</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>Rows of the result</source>
        <translation>Zeilen des Ergebnisses</translation>
    </message>
    <message>
        <location line="+15"/>
        <source>History of this row</source>
        <translation>Verlauf dieser Zeile</translation>
    </message>
    <message>
        <location line="+30"/>
        <location line="+1"/>
        <source>Filter these rows</source>
        <translation>Diese Zeilen filtern</translation>
    </message>
    <message>
        <location line="+85"/>
        <source>A result can&apos;t be edited. Edit the table in Browse.</source>
        <translation>Ein Ergebnis lässt sich nicht bearbeiten. Bearbeiten Sie die Tabelle unter „Durchsehen“.</translation>
    </message>
    <message numerus="yes">
        <location line="+20"/>
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <location line="+3"/>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>first %1</source>
        <translation>die ersten %1</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>%1, then it was stopped</source>
        <translation>%1, dann angehalten</translation>
    </message>
    <message numerus="yes">
        <location line="+2"/>
        <source>%Ln column(s)</source>
        <translation>
            <numerusform>%Ln Spalte</numerusform>
            <numerusform>%Ln Spalten</numerusform>
        </translation>
    </message>
    <message>
        <location line="+6"/>
        <source>as of %1</source>
        <translation>Stand %1</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>There may be more rows. Reading stopped to spare memory.</source>
        <translation>Es kann weitere Zeilen geben. Das Lesen hielt an, um Speicher zu sparen.</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Sorting needs the whole result: fetch all rows first.</source>
        <translation>Zum Sortieren ist das ganze Ergebnis nötig: Holen Sie zuerst alle Zeilen.</translation>
    </message>
</context>
<context>
    <name>strandline::worksheet::ResultsPane</name>
    <message>
        <location filename="../views/worksheet/results_pane.cpp" line="+34"/>
        <source>Messages of the statements that were run</source>
        <translation>Meldungen der ausgeführten Anweisungen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Changes that are not committed yet</source>
        <translation>Änderungen noch ohne Commit</translation>
    </message>
    <message>
        <location line="+7"/>
        <source>Results and messages</source>
        <translation>Ergebnisse und Meldungen</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Results appear here. Write a statement above and run it with Ctrl+Return.</source>
        <translation>Hier erscheinen Ergebnisse. Schreiben Sie oben eine Anweisung und führen Sie sie mit Strg+Return aus.</translation>
    </message>
    <message>
        <location line="+50"/>
        <source>Show the place</source>
        <translation>Stelle zeigen</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <location line="+57"/>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <location line="+14"/>
        <source>Close this result</source>
        <translation>Dieses Ergebnis schließen</translation>
    </message>
    <message>
        <location line="+25"/>
        <source>Result %1</source>
        <translation>Ergebnis %1</translation>
    </message>
    <message>
        <location line="+40"/>
        <source>Pending changes (%1)</source>
        <translation>Offene Änderungen (%1)</translation>
    </message>
    <message>
        <location line="+54"/>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Close the plan</source>
        <translation>Plan schließen</translation>
    </message>
</context>
<context>
    <name>strandline::worksheet::SaveStrip</name>
    <message>
        <location filename="../views/worksheet/save_strip.cpp" line="+17"/>
        <source>Save query</source>
        <translation>Abfrage speichern</translation>
    </message>
    <message>
        <location line="+8"/>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Name of the query</source>
        <translation>Name der Abfrage</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Folder, if you like</source>
        <translation>Ordner, falls gewünscht</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Folder of the query</source>
        <translation>Ordner der Abfrage</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>Don&apos;t save</source>
        <translation>Nicht speichern</translation>
    </message>
    <message>
        <location line="+17"/>
        <source>Only for %1</source>
        <translation>Nur für %1</translation>
    </message>
</context>
<context>
    <name>strandline::worksheet::SettingsForm</name>
    <message>
        <location filename="../views/worksheet/worksheet_settings.cpp" line="+33"/>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>Rows read at first</source>
        <translation>Zunächst gelesene Zeilen</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>A button under the result reads the rest. 64 MiB of values end it, too.</source>
        <translation>Eine Schaltfläche unter dem Ergebnis liest den Rest. Auch bei 64 MiB an Werten ist Schluss.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Transactions</source>
        <translation>Transaktionen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>AUTO: every statement is committed at once</source>
        <translation>AUTO: Commit sofort nach jeder Anweisung</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>MANUAL: changes wait for Commit</source>
        <translation>MANUAL: Änderungen warten auf Commit</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>New worksheets begin with</source>
        <translation>Neue Arbeitsblätter beginnen mit</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Safety</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <location line="+4"/>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Keep a draft after</source>
        <translation>Entwurf sichern nach</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Every change is kept after this time at the latest, and comes back after a crash.</source>
        <translation>Jede Änderung wird spätestens nach dieser Zeit gesichert und kommt nach einem Absturz zurück.</translation>
    </message>
</context>
<context>
    <name>strandline::worksheet::TransactionBar</name>
    <message>
        <location filename="../views/worksheet/transaction_bar.cpp" line="+23"/>
        <source>AUTO: every statement is committed at once</source>
        <translation>AUTO: Commit sofort nach jeder Anweisung</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>MANUAL: changes wait for Commit</source>
        <translation>MANUAL: Änderungen warten auf Commit</translation>
    </message>
    <message>
        <location line="+1"/>
        <location line="+2"/>
        <source>Commit</source>
        <translation>Commit</translation>
    </message>
    <message>
        <location line="-1"/>
        <location line="+1"/>
        <source>Roll back</source>
        <translation>Zurückrollen</translation>
    </message>
    <message>
        <location line="+39"/>
        <source>MANUAL</source>
        <translation>MANUAL</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>AUTO</source>
        <translation>AUTO</translation>
    </message>
    <message>
        <location line="+6"/>
        <source>%1 · open transaction · %2 · %3</source>
        <translation>%1 · offen · %2 · %3</translation>
    </message>
    <message numerus="yes">
        <location line="+1"/>
        <source>%Ln change(s)</source>
        <translation>
            <numerusform>%Ln Änderung</numerusform>
            <numerusform>%Ln Änderungen</numerusform>
        </translation>
    </message>
    <message>
        <location line="+1"/>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Transactions: %1</source>
        <translation>Transaktionen: %1</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Until it ends, no other program can write to this database.</source>
        <translation>Bis sie endet, kann kein anderes Programm in diese Datenbank schreiben.</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>No transaction is open; nothing is locked.</source>
        <translation>Keine Transaktion ist offen; nichts ist gesperrt.</translation>
    </message>
    <message>
        <location line="+20"/>
        <source>A transaction has been open for %1. Other programs can&apos;t write to the database until it is committed or rolled back.</source>
        <translation>Eine Transaktion ist seit %1 offen. Andere Programme können erst nach ihrem Commit oder Zurückrollen in die Datenbank schreiben.</translation>
    </message>
</context>
<context>
    <name>strandline::worksheet::Worksheet</name>
    <message>
        <location filename="../models/worksheet/worksheet.cpp" line="+143"/>
        <source>Running SQL</source>
        <translation>SQL läuft</translation>
    </message>
    <message>
        <location line="+36"/>
        <source>Explaining SQL</source>
        <translation>SQL wird geplant</translation>
    </message>
    <message numerus="yes">
        <location line="+80"/>
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <location line="+1"/>
        <source>first %1</source>
        <translation>die ersten %1</translation>
    </message>
    <message numerus="yes">
        <location line="+3"/>
        <source>%Ln row(s) changed</source>
        <translation>
            <numerusform>%Ln Zeile geändert</numerusform>
            <numerusform>%Ln Zeilen geändert</numerusform>
        </translation>
    </message>
    <message>
        <location line="+3"/>
        <source>No rows</source>
        <translation>Keine Zeilen</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <location line="+92"/>
        <source>Committing</source>
        <translation>Commit läuft</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Rolling back</source>
        <translation>Wird zurückgerollt</translation>
    </message>
</context>
<context>
    <name>strandline::worksheet::WorksheetPage</name>
    <message>
        <location filename="../views/worksheet/worksheet_page.cpp" line="+45"/>
        <location line="+281"/>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <location line="-281"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location line="+3"/>
        <location line="+1"/>
        <source>Worksheet</source>
        <translation>Arbeitsblatt</translation>
    </message>
    <message>
        <location line="-1"/>
        <source>Worksheet %1</source>
        <translation>Arbeitsblatt %1</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
    <message>
        <location line="+92"/>
        <source>Run statement</source>
        <translation>Anweisung ausführen</translation>
    </message>
    <message>
        <location line="+4"/>
        <source>Run all statements</source>
        <translation>Alle Anweisungen ausführen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Explain statement</source>
        <translation>Plan der Anweisung zeigen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Explain, run and measure statement</source>
        <translation>Anweisung planen, ausführen und messen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Cancel running SQL</source>
        <translation>Laufendes SQL abbrechen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Save query or SQL file</source>
        <translation>Abfrage oder SQL-Datei speichern</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Open SQL file…</source>
        <translation>SQL-Datei öffnen …</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Save as SQL file…</source>
        <translation>Als SQL-Datei speichern …</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>History of statements</source>
        <translation>Verlauf der Anweisungen</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Saved queries</source>
        <translation>Gespeicherte Abfragen</translation>
    </message>
    <message>
        <location line="+2"/>
        <source>Show the whole value of the current cell</source>
        <translation>Den ganzen Wert der aktuellen Zelle zeigen</translation>
    </message>
    <message>
        <location line="+34"/>
        <source>Runs the selection, or the statement at the cursor (Ctrl+Return)</source>
        <translation>Führt die Auswahl oder die Anweisung an der Schreibmarke aus (Strg+Return)</translation>
    </message>
    <message>
        <location line="+11"/>
        <source>Run all</source>
        <translation>Alle</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Runs every statement, one after the other (Ctrl+Shift+Return)</source>
        <translation>Führt alle Anweisungen nacheinander aus (Strg+Umschalt+Return)</translation>
    </message>
    <message>
        <location line="+2"/>
        <location line="+111"/>
        <source>Explain</source>
        <translation>Plan zeigen</translation>
    </message>
    <message>
        <location line="-110"/>
        <source>Shows how the statement at the cursor would run, without running it (Ctrl+Shift+E)</source>
        <translation>Zeigt, wie die Anweisung an der Schreibmarke liefe, ohne sie auszuführen (Strg+Umschalt+E)</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Lays out the selection, or the statement at the cursor (Ctrl+Alt+F)</source>
        <translation>Formatiert die Auswahl oder die Anweisung an der Schreibmarke (Strg+Alt+F)</translation>
    </message>
    <message>
        <location line="+3"/>
        <source>Stops the running statement (Esc)</source>
        <translation>Hält die laufende Anweisung an (Esc)</translation>
    </message>
    <message>
        <location line="+9"/>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <location line="+1"/>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <location line="+32"/>
        <source>Return to now</source>
        <translation>Zum Jetzt</translation>
    </message>
    <message>
        <location line="+40"/>
        <source>The statement was changed since its plan was made. Explain it again.</source>
        <translation>Die Anweisung wurde geändert, seit ihr Plan entstand. Lassen Sie ihn erneut zeigen.</translation>
    </message>
    <message>
        <location line="+72"/>
        <source>Statements read the database as of %1. The past can&apos;t be changed.</source>
        <translation>Anweisungen lesen die Datenbank im Stand %1. Die Vergangenheit lässt sich nicht ändern.</translation>
    </message>
    <message numerus="yes">
        <location line="+60"/>
        <source>%1 has an open transaction with %Ln change(s). Closing it rolls them back.</source>
        <translation>
            <numerusform>%1 hat eine offene Transaktion mit %Ln Änderung. Schließen rollt sie zurück.</numerusform>
            <numerusform>%1 hat eine offene Transaktion mit %Ln Änderungen. Schließen rollt sie zurück.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../views/worksheet/worksheet_page_document.cpp" line="+45"/>
        <source>%1 is open in another window.</source>
        <translation>%1 ist in einem anderen Fenster geöffnet.</translation>
    </message>
    <message numerus="yes">
        <location line="+53"/>
        <source>%Ln worksheet(s) came back that had not been closed when the program ended.</source>
        <translation>
            <numerusform>%Ln Arbeitsblatt kam zurück, das beim Ende des Programms nicht geschlossen war.</numerusform>
            <numerusform>%Ln Arbeitsblätter kamen zurück, die beim Ende des Programms nicht geschlossen waren.</numerusform>
        </translation>
    </message>
    <message>
        <location line="+78"/>
        <source>Save SQL file</source>
        <translation>SQL-Datei speichern</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>Open SQL file</source>
        <translation>SQL-Datei öffnen</translation>
    </message>
    <message>
        <location line="+5"/>
        <source>SQL files (*.sql)</source>
        <translation>SQL-Dateien (*.sql)</translation>
    </message>
    <message>
        <location line="+0"/>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
</context>
</TS>
