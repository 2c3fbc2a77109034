/** The commands `backup` and `restore`. */
import { existsSync } from "node:fs";
import { type Command, messageOf, Misuse } from "../command";
import { counted } from "../format/counted";
import { systemClock } from "../sync/clock";
import { backupName, makeBackup } from "./backup";
import { noteBackup } from "./last-backup";
import { parseOptions } from "./options";
import { inside, placeOf } from "./places";
import { restore as bringBack } from "./restore";
import { DEFAULT_FOLDER } from "./where";

const WHERE = `FOLDER or s3://BUCKET/PREFIX. S3 takes AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION in the environment, and AWS_ENDPOINT_URL
for a service that is not AWS.`;

const BACKUP_USAGE = `usage: npm run companion -- backup FOLDER|s3://BUCKET/PREFIX [--db-folder FOLDER]

Copies all rooms, and the server's key, into a new place named by the time; also while the server runs. Each copy is of one moment, and is
checked: the database is whole, and all records of the room hold. Tokens are left out. Who has a backup can read all of it.
Rooms in PostgreSQL are backed up by its own tools.

Into ${WHERE}

  --db-folder FOLDER   where the rooms are kept; ${DEFAULT_FOLDER} without it`;

const RESTORE_USAGE = `usage: npm run companion -- restore BACKUP [--replace] [--public-url URL] [--db-folder FOLDER]

Brings back a backup, which is checked before anything is changed. The server has to be stopped. BACKUP is what backup has printed: a
${WHERE}

  --replace            replaces rooms that are there; these are kept beside them under another name
  --public-url URL     how members reach the server: the new epoch names it
  --db-folder FOLDER   where the rooms are kept; ${DEFAULT_FOLDER} without it`;

const FOLDER = {
    "db-folder": { type: "string", default: DEFAULT_FOLDER },
    help: { type: "boolean", default: false },
} as const;

function onlyPlace(positionals: readonly string[]): string {
    const [where] = positionals;
    if (where === undefined || where === "" || positionals.length > 1) throw new Misuse("one place expected");
    return where;
}

/** The backup is whole all the same where this cannot be. */
function noteWhen(folder: string, time: number, warn: (line: string) => void): void {
    try {
        noteBackup(folder, time);
    } catch (error) {
        warn(`the server's metrics do not show this backup: ${messageOf(error)}`);
    }
}

export const backup: Command = {
    usage: BACKUP_USAGE,
    async run(args, tell, warn) {
        const { values, positionals } = parseOptions(args, FOLDER);
        if (values.help) {
            tell(BACKUP_USAGE);
            return 0;
        }
        const folder = values["db-folder"];
        if (!existsSync(folder)) throw new Misuse(`--db-folder: there is no ${folder}`);
        const time = systemClock.unix();
        const where = inside(onlyPlace(positionals), backupName(time));
        const { files } = await makeBackup(folder, placeOf(where, process.env), time, tell);
        tell(`${counted(files.length, "file")}: ${where}`);
        noteWhen(folder, time, warn);
        return 0;
    },
};

const RESTORE_OPTIONS = {
    ...FOLDER,
    replace: { type: "boolean", default: false },
    "public-url": { type: "string", default: "" },
} as const;

export const restore: Command = {
    usage: RESTORE_USAGE,
    async run(args, tell) {
        const { values, positionals } = parseOptions(args, RESTORE_OPTIONS);
        if (values.help) {
            tell(RESTORE_USAGE);
            return 0;
        }
        const { replace: isReplacing, "public-url": url, "db-folder": folder } = values;
        if (url !== "" && !/^(https|wss):/.test(url))
            throw new Misuse(`--public-url: an url with https expected, got "${url}"`);
        const place = placeOf(onlyPlace(positionals), process.env);
        await bringBack({ folder, place, isReplacing, url, time: systemClock.unix(), tell });
        tell(`restored into ${folder}: start the server`);
        return 0;
    },
};
