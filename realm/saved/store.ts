import { folderOf, readText } from "../addons/files";

/**
 * The SavedVariables files of all accounts, by path. Held as strings, exactly as they would stand on disk; with a folder
 * they are also written there and, when the realm has not written them itself, read from there.
 */
export class SavedStore {
    private readonly texts = new LuaTable<string, string | undefined>();

    constructor(private readonly folder?: string) {}

    /** The text of a file, or undefined when there is none. */
    read(path: string): string | undefined {
        const text = this.texts.get(path);
        if (text !== undefined || this.folder === undefined) return text;
        return readText(`${this.folder}/${path}`);
    }

    /** Replaces a file. */
    write(path: string, text: string): void {
        this.texts.set(path, text);
        if (this.folder === undefined) return;
        const target = `${this.folder}/${path}`;
        const [quoted] = string.gsub(folderOf(target), "'", "'\\''");
        os.execute(`mkdir -p '${quoted}'`);
        const [file, message] = io.open(target, "wb");
        if (file === undefined) return error(`realm: savedFolder: ${message}`, 0);
        file.write(text);
        file.close();
    }
}

/** Where the account-wide file of an addon stands. */
export function accountPath(account: string, addon: string): string {
    return `${account}/SavedVariables/${addon}.lua`;
}

/** Where the file of an addon for one character stands. */
export function characterPath(account: string, realmName: string, character: string, addon: string): string {
    return `${account}/${realmName}/${character}/SavedVariables/${addon}.lua`;
}
