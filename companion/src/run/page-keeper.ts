/** Gives the commands of the page to the companion that serves it: the same that a terminal gives. */
import type { Done, Keeper, OwnPlace } from "../http/keeper";
import { roleName } from "../access/words";
import { nameOf } from "../room/chain";
import type { Companion } from "./companion";
import { COMMANDS } from "./commands/commands";
import { dispatch } from "./room-command";
import type { Talk } from "./talk";

function ownIn(companion: Companion, id: string): OwnPlace | undefined {
    const room = companion.room(id);
    if (room?.member === undefined) return undefined;
    const { setting } = room.kept.counted.chain.members[room.member];
    return { member: room.member, role: roleName(setting.role), device: nameOf(room.signer.key) };
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
            const code = await dispatch(companion, name, command, [...options, "--", ...typed], talk);
            return { code, lines, problems };
        },
    };
}
