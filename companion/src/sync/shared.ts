/** What the processes of one database tell each other of who is connected to them: docs/companion-protocol.md, "Presence" and "Back-pressure". */
import type { Person } from "./presence";
import type { Used } from "./usage";

/** A connection to a room, as other processes are told of it. */
export interface SharedPerson extends Person {
    /** Hex of the room's id. */
    readonly room: string;
    /** Hex of the key that it came with; null: by token. */
    readonly key: string | null;
    /** Unix milliseconds at which it came. */
    readonly since: number;
}

/** What a process tells. */
export interface Own {
    /** Whether these are all people that it has, and it wants to hear of all: else those that changed. */
    readonly isWhole: boolean;
    readonly people: readonly SharedPerson[];
    /** What was used since it told last. */
    readonly used: readonly Used[];
}

/** What it hears. */
export interface Others {
    /** People who have come, gone or read on. */
    readonly people: readonly SharedPerson[];
    /** Ids of people whose process has gone, or does not know them any more. */
    readonly gone: readonly number[];
    /** What was used since it was heard last. */
    readonly used: readonly Used[];
}

/** Where they do so. What it raises is a StoreError. */
export interface Shared {
    /** Number of this process, which no other one has or had: 1 to 2,097,151. */
    number(): Promise<number>;
    /** What stands for the name of a key or an address among the processes. Only after number(). */
    hide(name: string): string;
    /**
     * Called about once a second, and one at a time. A process that has not for 15 s is gone to the others. The first is whole, and so is one
     * behind one that raised. What was used, and could not be told, is told no more.
     */
    exchange(own: Own): Promise<Others>;
    /** Counts a room that is about to be made. @returns false, and counts nothing, where a name has made `most` of them in the last 24 h. */
    mayCreate(name: string, most: number): Promise<boolean>;
    /** Says that this process has gone. Nothing is exchanged afterwards. */
    leave(): Promise<void>;
}
