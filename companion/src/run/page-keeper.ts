/** Gives the commands of the page to the companion that serves it: the same that a terminal gives. */
import { NotAllowed } from "../access/write-entry";
import { roleName } from "../access/words";
import { messageOf, Misuse } from "../command";
import type { Done, Keeper, OwnPlace } from "../http/keeper";
import { nameOf } from "../room/chain";
import { ROLE } from "../room/content-items";
import type { Companion } from "./companion";
import { COMMANDS } from "./commands/commands";
import { readInput } from "./room-command";
import type { Talk } from "./talk";

function ownIn(companion: Companion, id: string): OwnPlace | undefined {
    const room = companion.room(id);
    if (room?.member === undefined) return undefined;
    const { member, signer, kept } = room;
    const role = kept.counted.roleOf(signer.key, Infinity);
    return role === ROLE.none ? undefined : { member, role: roleName(role), device: nameOf(signer.key) };
}

/** @param stop ends what waits for a server. */
export function pageKeeper(companion: Companion, stop: AbortSignal): Keeper {
    return {
        ownIn: (room) => ownIn(companion, room),
        async command(name, options, typed): Promise<Done> {
            const command = COMMANDS.get(name);
            if (command === undefined) throw new Error(`command: 'name' - a command of rooms expected, got "${name}"`);
            const [lines, problems]: [string[], string[]] = [[], []];
            const talk: Talk = {
                ...{ tell: (line) => lines.push(line), warn: (line) => problems.push(line), stop },
                ask: () => Promise.resolve(undefined),
            };
            try {
                const code = await command.run(companion, readInput(command, [...options, "--", ...typed]), talk);
                return { outcome: code === 0 ? "sent" : "kept", lines, problems };
            } catch (error) {
                if (!(error instanceof Misuse)) throw error;
                const outcome = error instanceof NotAllowed ? "notAllowed" : "refused";
                return { outcome, lines: [], problems: [messageOf(error)] };
            }
        },
    };
}
