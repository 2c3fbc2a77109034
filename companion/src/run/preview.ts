/** A look at a room before this computer is one of it, in memory: nothing is stored, and no record is sent. */
import type { Signer } from "../room/keys";
import type { Room } from "../room/room";
import { Rooms } from "../rooms/rooms";
import { RoomClient } from "../sync/client";
import type { CompanionOptions } from "./companion";
import { endLine } from "./room-words";

const SECONDS = 30;
const LOOK_MS = 100;

/** What is looked at. */
export interface PreviewOf {
    readonly url: string;
    readonly id: Buffer;
    /** By what one announces oneself: the key of an invite, or of a recovery code. */
    readonly admission: Signer;
}

/** The room as the server has it; or what keeps it from being seen. */
export type Preview = { readonly room: Room } | { readonly problem: string };

/** Fetches a room. @param stop ends it. */
export async function previewRoom(
    { scratch, connect, clock, label }: CompanionOptions,
    { url, id, admission }: PreviewOf,
    stop: AbortSignal,
): Promise<Preview> {
    const rooms = new Rooms(scratch());
    const use = await rooms.join(id);
    const client = new RoomClient({
        ...{ url, admission, clock, room: use.room, label: () => label },
        connect: (to) => connect(to),
    });
    try {
        const end = clock.now() + 1000 * SECONDS;
        client.start();
        while (client.state.phase !== "caught up") {
            const { phase, problem } = client.state;
            const isOver = stop.aborted || clock.now() >= end;
            if (problem !== undefined && (isOver || phase === "waiting" || phase === "left"))
                return { problem: endLine(problem) };
            if (isOver) return { problem: `no answer from ${url} in ${SECONDS} s: try again later` };
            await new Promise<void>((resolve) => void clock.after(LOOK_MS, resolve));
        }
        return { room: use.room.room };
    } finally {
        await client.stop();
        use.release();
        await rooms.close();
    }
}
