/** What a server says of itself before anything is asked of it. */
import { readFromServer } from "../sync/messages";
import { Damage } from "../format/damage";
import type { Clock } from "../sync/clock";
import type { Duplex } from "../sync/duplex";

const WAIT_MS = 10_000;

/** The key of a server as a device; undefined where it has none, or says nothing. */
export async function serverKeyAt(
    url: string,
    connect: (url: string) => Promise<Duplex>,
    clock: Clock,
): Promise<Buffer | undefined> {
    let duplex: Duplex;
    try {
        duplex = await connect(url);
    } catch {
        return undefined;
    }
    return new Promise((resolve) => {
        const done = (key: Buffer | undefined): void => {
            cancel();
            duplex.terminate();
            resolve(key);
        };
        const cancel = clock.after(WAIT_MS, () => done(undefined));
        duplex.listen({
            frame(frame) {
                const message = frame === undefined ? undefined : readFromServer(frame);
                const isHello = message !== undefined && !(message instanceof Damage) && message.type === "Hello";
                done(isHello ? (message.key ?? undefined) : undefined);
            },
            drain: () => undefined,
            end: () => done(undefined),
        });
    });
}
