import { installAddons } from "../api/addon-api";
import { installChat } from "../api/chat-api";
import { installErrors } from "../api/error-api";
import { installFauxScroll } from "../api/faux-scroll";
import { installGroups } from "../api/group-api";
import { installGuild } from "../api/guild-api";
import { installTime } from "../api/time-api";
import { installUnits } from "../api/unit-api";
import { installUserInterface } from "../api/ui-api";
import { createLibStub } from "../addons/lib-stub";
import { type Channel } from "../channel/channel";
import { type Clock } from "../clock/clock";
import { createSandbox } from "../lua/sandbox";
import { type LuaFunction, pack } from "../lua/types";
import { type Native, installNatives } from "../natives";
import { type Random } from "../random";
import { CallGuard } from "./call-guard";
import { EventHub } from "./event-hub";
import { FrameFactory } from "./frames";
import { type Host, type Session } from "./host";
import { LoadingScreen } from "./loading-screen";

/** What a login is made of. */
export interface SessionOptions {
    readonly host: Host;
    readonly channel: Channel;
    readonly clock: Clock;
    /** For the client's math.random. */
    readonly random: Random;
    readonly knownEvents: LuaSet<string>;
    readonly natives: readonly Native[];
}

/** A fresh Lua world for a client, with the game's functions in it and no addon yet. */
export function createSession(options: SessionOptions): Session {
    const { channel, clock, host } = options;
    const { environment, strings } = createSandbox(options.random);
    const report = (message: string, stack: string): void => {
        host.reportError(message, stack);
        const handler = environment.get("geterrorhandler")() as LuaFunction;
        if (handler !== defaultHandler) pcall(handler, message);
    };
    const guard = new CallGuard(strings, report, (what, ms) => host.noteCallback(what, ms));
    const screen = new LoadingScreen();
    const hub = new EventHub(guard, clock, options.knownEvents, screen);
    const frames = new FrameFactory(hub, environment, (name, script, frame, first, ...rest) =>
        guard.callWith(name, script, frame, first, pack(...rest)),
    );
    const session: Session = {
        environment,
        guard,
        hub,
        frames,
        screen,
        prefixes: new LuaSet(),
        loadedAddons: new LuaTable(),
        isLoggedIn: false,
        isAlive: true,
    };
    const context = { host, session, channel, clock };
    installErrors(context);
    const defaultHandler = environment.get("geterrorhandler")() as LuaFunction;
    installTime(context);
    installUnits(context);
    installGuild(context);
    installGroups(context);
    installChat(context);
    installUserInterface(context);
    installFauxScroll(context);
    installAddons(context);
    environment.set("LibStub", createLibStub());
    installNatives(environment, options.natives);
    return session;
}
