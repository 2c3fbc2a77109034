/** Where a companion keeps what it knows, unless it is told. */
import { join } from "node:path";

/** What the surroundings of a process say of folders. */
export interface Home {
    readonly platform: NodeJS.Platform;
    /** Of the user. */
    readonly home: string;
    readonly env: Readonly<Record<string, string | undefined>>;
}

/** The folder of the companion: what the system has for data of programs of one user. */
export function defaultFolder({ platform, home, env }: Home): string {
    if (platform === "win32") return join(env["LOCALAPPDATA"] ?? join(home, "AppData", "Local"), "LibEventLedger");
    if (platform === "darwin") return join(home, "Library", "Application Support", "LibEventLedger");
    const data = env["XDG_DATA_HOME"];
    // A path that is not absolute is passed over, as the specification of these folders says.
    const base = data?.startsWith("/") === true ? data : join(home, ".local", "share");
    return join(base, "lib-event-ledger");
}
