import { type Addon, type AddonFile, type AddonOptions, readAddon } from "../addons/addon";
import { type ChunkCache } from "../addons/chunks";
import { type LuaFunction, pack } from "../lua/types";
import { type SavedStore, accountPath, characterPath } from "../saved/store";
import { writeSavedVariables } from "../saved/writer";
import { type Host, type Session } from "./host";

/**
 * loadstring through pcall: on a full constant table Lua calls the error handler of whatever xpcall the realm itself
 * runs in, which may be a test framework's and make something else of the message.
 */
const loadProtected = pcall as unknown as (
    this: void,
    loader: typeof loadstring,
    text: string,
    name: string,
) => LuaMultiReturn<[boolean, LuaFunction?, string?]>;

/** Whose SavedVariables an addon gets. */
export interface Owner {
    readonly account: string;
    readonly realmName: string;
    readonly name: string;
}

/** Loads the addons of one client and keeps their SavedVariables. */
export class AddonLoader {
    private loaded: Addon[] = [];

    constructor(
        private readonly host: Host,
        private readonly owner: Owner,
        private readonly chunks: ChunkCache,
        private readonly store: SavedStore,
    ) {}

    /** For each addon in turn: its files, its SavedVariables, ADDON_LOADED. */
    load(session: Session, addons: readonly AddonOptions[]): void {
        this.loaded = [];
        for (const options of addons) {
            const addon = readAddon(options);
            const wanted = tostring(this.host.interfaceVersion);
            if (addon.interfaces !== undefined && !addon.interfaces.includes(wanted)) {
                this.host.reportError(`AddOn ${addon.name} is out of date: no '## Interface: ${wanted}'`, "");
                continue;
            }
            this.loadAddon(session, addon);
        }
    }

    /** Writes the SavedVariables of all loaded addons. */
    save(session: Session): void {
        for (const addon of this.loaded) {
            this.write(session, addon.savedVariables, this.accountFile(addon.name));
            this.write(session, addon.savedVariablesPerCharacter, this.characterFile(addon.name));
        }
    }

    /** The path of the account-wide SavedVariables of an addon. */
    accountFile(addon: string): string {
        return accountPath(this.owner.account, addon);
    }

    private characterFile(addon: string): string {
        return characterPath(this.owner.account, this.owner.realmName, this.owner.name, addon);
    }

    private loadAddon(session: Session, addon: Addon): void {
        const addonTable = new LuaTable();
        this.loaded.push(addon);
        session.loadedAddons.set(addon.name, addon.fields);
        for (const file of addon.files) this.runFile(session, file, addon.name, addonTable);
        if (addon.savedVariables.length > 0) this.read(session, this.accountFile(addon.name));
        if (addon.savedVariablesPerCharacter.length > 0) this.read(session, this.characterFile(addon.name));
        session.hub.fire("ADDON_LOADED", pack(addon.name, false));
    }

    private runFile(session: Session, file: AddonFile, addonName: string, addonTable: LuaTable): void {
        if (file.text === undefined) {
            this.host.reportError(file.problem as string, "");
            return;
        }
        const [chunk, message] = this.chunks.load(file.text, file.name, session.environment);
        if (chunk === undefined) this.host.reportError(message as string, "");
        else session.guard.load(chunk, addonName, addonTable);
    }

    /** A file that Lua cannot load is reported, and what it held is lost. */
    private read(session: Session, path: string): void {
        const text = this.store.read(path);
        if (text === undefined) return;
        const [, chunk, message] = loadProtected(loadstring, text, `@${path}`);
        if (chunk === undefined) {
            this.host.reportError(message as string, "");
            return;
        }
        setfenv(chunk, session.environment as unknown as object);
        session.guard.load(chunk);
    }

    private write(session: Session, names: readonly string[], path: string): void {
        if (names.length === 0) return;
        const [ok, text] = pcall(writeSavedVariables, names, session.environment);
        if (ok) this.store.write(path, text);
        else this.host.reportError(text, "");
    }
}
