/** How a kind of server is read and written. */
export interface Way {
    /** Connects a reader, and resolves once it is caught up. @param seen is called with the number of each event that arrives. @param room its number. */
    read(port: number, seen: (event: number) => void, room: number): Promise<void>;
    /** Connects a writer. @returns what writes an event by its number. */
    writer(port: number, room: number): Promise<(event: number) => void>;
}
