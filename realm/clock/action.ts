import { type Scheduled } from "./clock";

/** A function of the realm itself that is due at a moment. */
export class Action implements Scheduled {
    constructor(private readonly body: (this: void) => void) {}

    run(): void {
        const body = this.body;
        body();
    }
}
