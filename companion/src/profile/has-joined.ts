/** Whether this computer has joined a room: asked before the companion itself is started. */
import { homedir } from "node:os";
import { defaultFolder } from "./folder";
import { hasRooms } from "./profile";

export const hasJoined = (): boolean =>
    hasRooms(defaultFolder({ platform: process.platform, home: homedir(), env: process.env }));
