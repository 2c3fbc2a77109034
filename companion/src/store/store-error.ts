/** What keeps a store from being used, in a sentence that says what to do. */
export class StoreError extends Error {}
