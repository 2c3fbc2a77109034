/** A store of records that tells how long its commits take, and what went wrong with it. */
import { StoreError, type StoreErrorKind } from "../store/store-error";
import type { RecordStore, RecordStores, RecordWriter } from "./record-store";

/** Who is told. */
export interface StoreWatch {
    /** Milliseconds that never go back. */
    now(): number;
    /** A change is on disk. @param seconds that it took. */
    committed(seconds: number): void;
    /** The store could not do what it was asked for. */
    failed(kind: StoreErrorKind, message: string): void;
}

async function watched<T>(work: Promise<T>, watch: StoreWatch): Promise<T> {
    try {
        return await work;
    } catch (error) {
        if (error instanceof StoreError) watch.failed(error.kind, error.message);
        throw error;
    }
}

function timedStore(store: RecordStore, watch: StoreWatch): RecordStore {
    return {
        read: (work) => watched(store.read(work), watch),
        async write(work) {
            const begun = watch.now();
            let hasPut = false;
            const noted = (writer: RecordWriter): RecordWriter => ({
                ...writer,
                put(change) {
                    hasPut = true;
                    return writer.put(change);
                },
            });
            const result = await watched(
                store.write((writer) => work(noted(writer))),
                watch,
            );
            if (hasPut) watch.committed((watch.now() - begun) / 1000);
            return result;
        },
        opened: (room, version) => watched(store.opened(room, version), watch),
        caughtUp: (room, added) => store.caughtUp(room, added),
    };
}

/** The same stores, watched. */
export function timedStores(stores: RecordStores, watch: StoreWatch): RecordStores {
    return {
        ids: () => watched(stores.ids(), watch),
        async open(id) {
            const store = await watched(stores.open(id), watch);
            return store === undefined ? undefined : timedStore(store, watch);
        },
        create: async (id) => timedStore(await watched(stores.create(id), watch), watch),
        elsewhere: stores.elsewhere,
        remove: (id) => watched(stores.remove(id), watch),
        close: () => stores.close(),
    };
}
