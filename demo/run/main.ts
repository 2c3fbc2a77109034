/** The demo as a program: a job in, records out. demo/demo.lua starts it. */

import { decode, encode } from "dkjson";
import { playDemo } from "./demo";
import { type DemoJob } from "./job";
import { type DemoRecord } from "./records";
import { type RoomsJob } from "./rooms/job";
import { type RoomsRecord } from "./rooms/records";
import { playRooms } from "./rooms/rooms-demo";

function emit(this: void, record: DemoRecord | RoomsRecord): void {
    io.write(encode(record), "\n");
    // Whoever reads is to see it now, also through a pipe.
    io.flush();
}

/** Plays the job that stands in a file as JSON, and prints the records. */
export function run(path: string): void {
    const [file, message] = io.open(path, "r");
    if (file === undefined) return error(`demo: ${message}`, 0);
    const text = file.read("*a") as string;
    file.close();
    const job = decode(text) as DemoJob | RoomsJob;
    emit("isRooms" in job ? playRooms(job, emit) : playDemo(job, emit));
}
