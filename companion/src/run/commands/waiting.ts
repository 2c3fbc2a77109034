/** Waiting for the server to have what a command has signed. */
import type { JoinedRoom } from "../joined-room";
import { problemLine } from "../room-words";
import type { Talk } from "../talk";

const SECONDS = 30;

/**
 * Connects, and waits until the server has what this computer has signed.
 * @returns whether it has; else that is told, and it is sent when the server is reached.
 */
export async function sent(room: JoinedRoom, { warn, stop }: Talk): Promise<boolean> {
    room.start();
    const isOwn = (): boolean => !room.kept.loose.some(({ author }) => author.equals(room.signer.key));
    const isSent = await room.until(() => room.isCaughtUp && isOwn(), SECONDS, stop);
    if (!isSent) {
        const { problem } = room.state;
        const why = problem === undefined ? `no answer in ${SECONDS} s` : problemLine(problem);
        // Who was removed is not helped by waiting; of a server that is away, its problem says that it is tried again.
        const rest = ["denied", "connection"].includes(problem?.code ?? "")
            ? ""
            : ". It is kept here, and sent once the server is reached";
        warn(`the server does not have it yet: ${why}${rest}`);
    }
    return isSent;
}

/** Connects, and waits until this computer has what the server has. @returns whether it has; else that is told. */
export async function caughtUp(room: JoinedRoom, { warn, stop }: Talk): Promise<boolean> {
    room.start();
    const isThere = await room.until(() => room.isCaughtUp, SECONDS, stop);
    const { problem } = room.state;
    if (!isThere)
        warn(
            `${room.name}: ${problem === undefined ? `no answer in ${SECONDS} s` : problemLine(problem)}. This is as this computer knew the room last`,
        );
    return isThere;
}
