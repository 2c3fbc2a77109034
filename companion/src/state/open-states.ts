/** The states of a site, with the modules that are found for it. */
import { messageOf, Misuse } from "../command";
import { printable } from "../format/printable";
import { findModules } from "./module-files";
import { Modules } from "./modules";
import { ledgerNames, type StateFile, statesOf } from "./saved-states";
import { States } from "./states";

/** Where modules and states are looked for. */
export interface StatePlaces {
    /** A folder of modules, as it was named. */
    readonly modules: string | undefined;
    /** Folders of flavours of the game. */
    readonly installs: readonly string[];
    /** Files that the game has written. */
    readonly files: readonly StateFile[];
    readonly now: () => number;
}

function find({ modules, installs }: StatePlaces): ReturnType<typeof findModules> {
    try {
        return findModules(modules, installs);
    } catch (error) {
        throw new Misuse(`--modules: ${messageOf(error)}`);
    }
}

/** Opens them. Raises Misuse for a folder that cannot be read. @param tell is told which ledgers have a module, and what is wrong with one. */
export async function openStates(places: StatePlaces, tell: (line: string) => void): Promise<States> {
    const { files, problems } = find(places);
    const modules = await Modules.open(files, ledgerNames(places.files));
    for (const problem of [...problems, ...modules.problems]) tell(printable(`module left out: ${problem}`));
    for (const { name, module } of modules.ledgers) tell(printable(`module of ledger "${name}": ${module.file.path}`));
    return new States(modules, statesOf(places.files), places.now);
}
