/** The characters of this computer: those with a folder in the game's, whose GUID a ledger has saved. */
import { readdirSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { SavedScope } from "../agent/saved-scope";
import type { Install } from "../look/folders";
import { nameOf } from "../room/chain";
import type { Character } from "../room/content-items";

/** Characters that a member has at most. */
const MOST_CHARACTERS = 64;

/** From the folder of the accounts to that of a character: account, realm, character. */
const PARTS = 3;
const SAVED = "SavedVariables";

/** A realm as names of players have it. */
const realmInNames = (realm: string): string => realm.replaceAll(/[\s-]/g, "");

/** The folders in a folder, without those of saved files; none where it cannot be read. */
function foldersIn(path: string): string[] {
    try {
        const entries = readdirSync(path, { withFileTypes: true });
        return entries
            .filter((entry) => entry.isDirectory() && entry.name !== SAVED)
            .map(({ name }) => join(path, name));
    } catch {
        return [];
    }
}

/** The folders of characters: the game makes one for each that was played, which may have no saved files. */
function characterFolders({ accounts, saved }: Install): string[] {
    const played = foldersIn(accounts).flatMap(foldersIn).flatMap(foldersIn);
    return [...played, ...saved.map(dirname)];
}

/** `Name-Realm` of characters that have a folder. */
function playedNames(install: Install): string[] {
    return characterFolders(install)
        .map((folder) => relative(install.accounts, folder).split(sep))
        .filter(({ length }) => length === PARTS)
        .map(([, realm, name]) => `${name}-${realmInNames(realm)}`);
}

/** All characters that saved files name, each once, in the order of their names. */
export function knownCharacters(scopes: readonly SavedScope[]): Character[] {
    const known = new Map<string, Character>();
    for (const { names } of scopes) for (const { guid, name } of names) known.set(nameOf(guid), { guid, name });
    return [...known.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Those of them that are played here. */
export function ownCharacters(installs: readonly Install[], scopes: readonly SavedScope[]): Character[] {
    const played = new Set(installs.flatMap(playedNames));
    return knownCharacters(scopes)
        .filter(({ name }) => played.has(name))
        .slice(0, MOST_CHARACTERS);
}

/** A main character, and the own ones of the same realm's game behind it. */
export function withMain(main: Character, own: readonly Character[]): Character[] {
    const others = own.filter(({ guid }) => !guid.equals(main.guid));
    return [main, ...others].slice(0, MOST_CHARACTERS);
}
