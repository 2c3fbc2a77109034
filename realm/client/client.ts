import { type AddonOptions } from "../addons/addon";
import { RestrictionState, RestrictionType } from "../channel/enums";
import { Action } from "../clock/action";
import { type Environment, type LuaFunction } from "../lua/types";
import { type Random } from "../random";
import { AddonLoader } from "./addon-loader";
import { type CallbackTime } from "./call-guard";
import { asMember, type Creature } from "../world/member";
import { Character, type CharacterWorld } from "./character";
import { createEventSet } from "./events";
import { type Session } from "./host";
import { type ClientOptions } from "./options";
import { createSession } from "./session";
import { runSlashCommand } from "./slash";

/** One player's game: a character, its addons, and a Lua world of its own while it is online. */
export class Client extends Character {
    /** The global table; after a logout that of the last login. */
    env: Environment = new LuaTable();
    private readonly loader: AddonLoader;
    private addons: readonly AddonOptions[];

    /** Made by `realm.addClient`. */
    constructor(
        world: CharacterWorld,
        options: ClientOptions,
        guidNumber: number,
        private readonly random: Random,
    ) {
        super(world, options, guidNumber);
        this.addons = options.addons ?? [];
        this.loader = new AddonLoader(this, this, world.chunks, world.store);
    }

    /** Enters the world: addons load, PLAYER_LOGIN, PLAYER_ENTERING_WORLD(true, false). */
    login(): void {
        if (this.isOnline) error(`realm: login: ${this.fullName} is online already`, 2);
        if (this.world.accounts.has(this.account)) error(`realm: login: account ${this.account} is in use`, 2);
        this.world.accounts.add(this.account);
        this.isOnline = true;
        this.isConnected = true;
        this.logins++;
        this.hasGuildInfo = this.world.guildInfoDelay <= 0;
        this.hasRoster = this.world.rosterDelay <= 0;
        this.begin(true);
        this.awaitGuild(this.world.guildInfoDelay, this.world.rosterDelay);
    }

    /** Leaves the world: PLAYER_LOGOUT, then SavedVariables are written. */
    logout(): void {
        this.finish("logout");
        this.leave();
    }

    /** /reload: as logout and login, but the character never leaves the world. Not behind a loading screen. */
    reload(): void {
        this.requireFrames("reload");
        this.finish("reload");
        this.begin(false);
    }

    /** The game dies: no event, and nothing is saved. */
    crash(): void {
        this.close(this.requireOnline("crash"));
        this.leave();
    }

    /**
     * A loading screen, as between two continents: PLAYER_LEAVING_WORLD, then no code of the client runs for so many seconds.
     * At the end PLAYER_ENTERING_WORLD(false, false), and all events and messages that came meanwhile, in one frame. Whether
     * that frame's timers and OnUpdate run before them or after is drawn by lot: it is not known of the game.
     */
    showLoadingScreen(seconds: number): void {
        const session = this.requireFrames("showLoadingScreen");
        this.fire("PLAYER_LEAVING_WORLD");
        session.screen.isUp = true;
        const start = this.world.clock.now;
        this.world.clock.schedule(new Action(() => this.hideLoadingScreen(session, start)), seconds);
    }

    /** Whether a loading screen is shown. */
    isLoading(): boolean {
        return this.isOnline && this.requireSession().screen.isUp;
    }

    /** The network is gone, and nobody has noticed: sends answer Success and vanish, nothing arrives. */
    disconnect(): void {
        this.isConnected = false;
    }

    /** The network is back. What was sent meanwhile is lost. */
    reconnect(): void {
        this.isConnected = true;
    }

    /** Replaces the addons from the next login or /reload on, as an update does. */
    setAddons(addons: readonly AddonOptions[]): void {
        this.addons = addons;
    }

    /** Begins or ends a restriction under which addon messages are refused. Default: a boss encounter. */
    setLockdown(isActive: boolean, restriction: RestrictionType = RestrictionType.Encounter): void {
        if (this.restrictions.has(restriction) === isActive) return;
        // The event comes before the activation and after the end.
        const event = "ADDON_RESTRICTION_STATE_CHANGED";
        if (isActive) this.fire(event, restriction, RestrictionState.Activating);
        this.restrictions.set(restriction, isActive);
        if (!isActive) this.fire(event, restriction, RestrictionState.Inactive);
    }

    /** Begins or ends combat. It does not block messages. */
    setCombat(isActive: boolean): void {
        if (this.isInCombat === isActive) return;
        this.isInCombat = isActive;
        this.fire(isActive ? "PLAYER_REGEN_DISABLED" : "PLAYER_REGEN_ENABLED");
        this.setLockdown(isActive, RestrictionType.Combat);
    }

    /** Enters or leaves an instance: inside, whispers count for the throttle as everything else does. */
    setInstance(isInside: boolean): void {
        this.inInstance = isInside;
    }

    /** Targets a client, or a creature such as `{ name: "Ragnaros", guid: "Creature-0-1-409-1-11502-0000000001" }`, or nobody. */
    setTarget(target?: Client | Creature): void {
        const isMember = target === undefined || target instanceof Client;
        this.target = isMember ? target : asMember(target, this.normalizedRealm);
        this.fire("PLAYER_TARGET_CHANGED");
    }

    /** Types a slash command into the chat: `client.slash("/sdkp top")`. Not behind a loading screen. */
    slash(text: string): void {
        runSlashCommand(this.requireFrames("slash"), text, this.lastError);
    }

    /** Runs Lua source in the client's world, `...` being the arguments, and gives its results. Errors are raised. */
    run(source: string, ...args: unknown[]): LuaMultiReturn<any[]> {
        const session = this.requireOnline("run");
        const [chunk, message] = loadstring(source, "=run");
        if (chunk === undefined) return error(message, 2);
        setfenv(chunk, session.environment as unknown as object);
        return session.guard.evaluate(chunk as LuaFunction, ...args);
    }

    /** The value of an expression in the client's world: `client.evaluate("MyAddon.count")`. Errors are raised. */
    evaluate(expression: string): any {
        const [value] = this.run(`return ${expression}`);
        return value;
    }

    /** Calls a function of the client's world by its name: `client.call("C_ChatInfo.SendAddonMessage", "P", "text", "GUILD")`. */
    call(path: string, ...args: unknown[]): LuaMultiReturn<any[]> {
        const session = this.requireOnline("call");
        let found: any = session.environment;
        for (const [part] of string.gmatch(path, "[^.]+")) found = found?.[part];
        if (found === undefined) error(`realm: call: no function "${path}"`, 2);
        return session.guard.evaluate(found as LuaFunction, ...args);
    }

    /** The longest callback of this login and what it was, in milliseconds of processor time. */
    getLongestCallback(): CallbackTime {
        return this.requireSession().guard.getLongest();
    }

    /** Forgets the longest callback, to measure from here on. */
    resetLongestCallback(): void {
        this.requireSession().guard.resetLongest();
    }

    /** The text of an addon's account-wide SavedVariables file, or undefined when there is none. */
    getSavedText(addon: string): string | undefined {
        return this.world.store.read(this.loader.accountFile(addon));
    }

    /** Replaces that file, to simulate a damaged or an old one. Only of use while the client is offline. */
    setSavedText(addon: string, text: string): void {
        this.world.store.write(this.loader.accountFile(addon), text);
    }

    /** The server cuts the line: for the game a logout, so SavedVariables are written. */
    protected endByServer(): void {
        this.logout();
    }

    private begin(isLogin: boolean): void {
        const session = createSession({
            host: this,
            channel: this.world.channel,
            clock: this.world.clock,
            random: this.random,
            knownEvents: createEventSet(this.options.events ?? [], this.options.missingEvents ?? []),
            natives: this.options.natives ?? [],
        });
        this.session = session;
        this.env = session.environment;
        this.loader.load(session, this.addons);
        session.isLoggedIn = true;
        this.fire("PLAYER_LOGIN");
        this.fire("PLAYER_ENTERING_WORLD", isLogin, !isLogin);
    }

    private finish(what: string): void {
        const session = this.requireOnline(what);
        // Behind a loading screen it has been fired; what waits there is lost.
        if (!session.screen.isUp) this.fire("PLAYER_LEAVING_WORLD");
        session.screen.end();
        this.fire("PLAYER_LOGOUT");
        this.loader.save(session);
        this.close(session);
    }

    private hideLoadingScreen(session: Session, start: number): void {
        if (!session.isAlive) return;
        const [events, timers] = session.screen.end();
        const drawFrame = (): void => {
            for (const run of timers) run();
            session.hub.draw(this.world.clock.now - start);
        };
        const isFrameFirst = this.random.chance(0.5);
        if (isFrameFirst) drawFrame();
        this.fire("PLAYER_ENTERING_WORLD", false, false);
        for (const fire of events) fire();
        if (!isFrameFirst) drawFrame();
    }

    private close(session: Session): void {
        session.isAlive = false;
        session.hub.close();
    }

    private leave(): void {
        this.isOnline = false;
        this.announceOffline();
        this.world.accounts.delete(this.account);
    }

    private requireOnline(what: string): Session {
        if (!this.isOnline) error(`realm: ${what}: ${this.fullName} is offline`, 3);
        return this.session as Session;
    }

    private requireFrames(what: string): Session {
        const session = this.requireOnline(what);
        if (session.screen.isUp) error(`realm: ${what}: ${this.fullName} is behind a loading screen`, 3);
        return session;
    }

    private requireSession(): Session {
        if (this.session === undefined) error(`realm: ${this.fullName} has never been online`, 3);
        return this.session as Session;
    }
}
