/** A store of records that tells how long its commits take, and what went wrong with it. */
import { StoreError, type StoreErrorKind } from "../store/store-error";
import type { RecordStore, RecordStores } from "./record-store";

/** Who is told. */
export interface StoreWatch {
    /** Milliseconds that never go back. */
    now(): number;
    /** A change is on disk. @param seconds that it took. */
    committed(seconds: number): void;
    /** The store could not do what it was asked for. */
    failed(kind: StoreErrorKind): void;
}

async function watched<T>(work: Promise<T>, watch: StoreWatch): Promise<T> {
    try {
        return await work;
    } catch (error) {
        watch.failed(error instanceof StoreError ? error.kind : "other");
        throw error;
    }
}

function timedStore(store: RecordStore, watch: StoreWatch): RecordStore {
    return {
        load: () => watched(store.load(), watch),
        opened: (list, counted) => watched(store.opened(list, counted), watch),
        async commit(change) {
            const begun = watch.now();
            await watched(store.commit(change), watch);
            watch.committed((watch.now() - begun) / 1000);
        },
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
        remove: (id) => watched(stores.remove(id), watch),
        close: () => stores.close(),
    };
}
