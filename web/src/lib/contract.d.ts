// Written by `tools/web contract` from api/openapi.yaml: change that one.

export interface paths {
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server answers at all */
        get: operations["getLivez"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether every lake takes records and can be asked */
        get: operations["getReadyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz/{function}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether every lake is ready for one of the two */
        get: operations["getReadyzOf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/startupz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether every lake has started, and how far it is */
        get: operations["getStartupz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/openapi.yaml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["getContract"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is counted and measured, for Prometheus
         * @description The text format of Prometheus, or OpenMetrics where `Accept` names it. `telltale metrics
         *     --reference` tells what each metric is.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the server and its lakes are doing right now */
        get: operations["getStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Readings, anomalies and commits as they come
         * @description A stream of server-sent events without end. Each has an `event`, a `data` of one line of
         *     JSON (schema `LiveEvent`) and an `id`, the cursor: who comes back with it as `Last-Event-ID`
         *     goes on where he was, and is told in a `gap` of what is not held any more. A reading is told
         *     when it is judged, before it is committed; `committed` names the records that are in the
         *     lake now.
         */
        get: operations["getLive"];
        put?: never;
        /**
         * The same, for more devices and signals than a query can name
         * @description What the body names is added to what the query names.
         */
        post: operations["postLive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a lake's first key or user
         * @description A server prints a token for each lake that nobody may administer. It makes one key or user who
         *     may, once, within an hour; a user is signed in.
         */
        post: operations["postSetup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The lake's keys, in order of their ids, without their secrets */
        get: operations["getKeys"];
        put?: never;
        /**
         * Make a key
         * @description It counts from the answer on, which is the only place where all of it is shown.
         */
        post: operations["postKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One key, without its secret */
        get: operations["getKey"];
        put?: never;
        post?: never;
        /**
         * Revoke a key, for good
         * @description It counts no more at once, and streams that it opened end. It stays in the list.
         */
        delete: operations["deleteKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who asks, and what they may */
        get: operations["getSession"];
        put?: never;
        /**
         * Sign in
         * @description Begins a session: a cookie that the browser keeps, which lets in until it ends, on the server's own
         *     pages alone. Where the password is right and the user has a second factor, the answer without its
         *     code is 401 with `needs: code`.
         */
        post: operations["postSession"];
        /**
         * Sign out
         * @description The session ends, with its streams.
         */
        delete: operations["deleteSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change one's password
         * @description The other sessions of the user end.
         */
        post: operations["postPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/two-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin a second factor
         * @description A secret for an app that makes codes (RFC 6238), which counts when one has been seen.
         */
        post: operations["postTwoFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/two-factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm the second factor
         * @description From then on signing in needs a code.
         */
        post: operations["postTwoFactorConfirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The sessions that count
         * @description One's own; with the scope admin everybody's.
         */
        get: operations["getSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a session
         * @description One's own; with the scope admin anybody's.
         */
        delete: operations["deleteSessionOfId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The lake's users */
        get: operations["getUsers"];
        put?: never;
        /** Make a user */
        post: operations["postUsers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change a user
         * @description Their sessions end.
         */
        post: operations["postUser"];
        /**
         * Remove a user
         * @description Their sessions end.
         */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{name}/two-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Turn a user's second factor off
         * @description For who lost it. Their sessions end.
         */
        delete: operations["deleteTwoFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was done by whom
         * @description Newest first.
         */
        get: operations["getAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{key}/telemetry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take records as devices and gateways of ThingsBoard send them
         * @description A key of one device sends that device's records; any other key sends as a gateway does.
         *     Times (`ts`) are milliseconds since 1970; a record without one was measured when it came.
         *     All of the body is taken or nothing, and records that are refused by a schema's rules are
         *     taken too.
         */
        post: operations["postThingsBoardTelemetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{key}/gateway/telemetry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The same, by a gateway for its devices
         * @description Records of devices that the key may not write as are refused, and in the books.
         */
        post: operations["postThingsBoardGatewayTelemetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{key}/attributes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a device's attributes, as one more record
         * @description For keys of one device; others are answered 400.
         */
        post: operations["postThingsBoardAttributes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/readings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take records, whole or not at all
         * @description Answers once the records are durable. The same request under the same `Idempotency-Key` gets
         *     the receipts it got before and adds nothing. Records that are refused by a schema's rules
         *     are taken too: `GET /v1/rejects` shows them.
         */
        post: operations["postReadings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One SELECT over the lake
         * @description SQL as DuckDB has it, over the tables of `GET /v1/catalog` and nothing else: no table
         *     functions but `unnest`, `range`, `generate_series`, `json_each` and `json_tree`. The query
         *     runs in a process of its own that can read the files of one commit and do nothing else, and
         *     has limits of time, memory, rows and bytes. It ends when who asked goes away.
         *
         *     An answer that grows large is sent while the query runs: where it then fails, the connection
         *     is closed before the end of the body, so that what is cut off never looks whole.
         */
        post: operations["postQuery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/books": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of every record, and whether it adds up */
        get: operations["getBooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receipts/{receipt}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of one record */
        get: operations["getReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/where-is": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of the records of a device at one event time */
        get: operations["getWhereIs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rejects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The records that were refused, the newest first */
        get: operations["getRejects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take rejects again, under a newer schema
         * @description Their bytes go through the record path once more and are settled exactly against what is
         *     kept, as late readings are. What was received meanwhile waits in the journal, acknowledged.
         *     Once the order is durable it is carried out, by the next start of the server if need be.
         *
         *     The condition is SQL over the view `rejects`, run as confined as `POST /v1/query` does.
         */
        post: operations["postRedrive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/anomalies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was found unusual, the newest first */
        get: operations["getAnomalies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/anomalies/{id}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say what became of an anomaly
         * @description Becomes part of the lake, for good: a record of its control log, with who said it and when. The answer comes once it is durable.
         */
        post: operations["postFeedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The devices and how they are, in order of their ids */
        get: operations["getDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One device */
        get: operations["getDevice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/{id}/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One signal of a device over time, as wide as a picture
         * @description Time is cut into `width` buckets of equal length; each with values gives their number,
         *     least, mean and largest. `Accept: application/vnd.telltale.series` gives the same in bytes,
         *     little endian: `TLS1`, uint32 count, int64 from, int64 step (microseconds), then `count`
         *     long each: float64 least, float64 mean, float64 largest, uint32 bucket, uint32 values in it.
         */
        get: operations["getSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same, of a device whose id a path cannot hold */
        get: operations["getSeriesOf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fleet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many devices of each kind, and how they are */
        get: operations["getFleet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the fleet is
         * @description Devices whose newest `latitude` and `longitude` are known, gathered by the cells of a grid. 4,096 clusters at most: cells become larger until there are no more.
         */
        get: operations["getMap"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schemas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The lake's schemas, all versions */
        get: operations["getSchemas"];
        put?: never;
        /**
         * Make a schema part of the lake
         * @description It is there for requests that come after the answer. A changed schema needs a new version; a
         *     column keeps its type and unit for good.
         */
        post: operations["postSchema"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schemas/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One schema, with its text */
        get: operations["getSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tables that can be queried */
        get: operations["getCatalog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description What is wrong (RFC 9457).
         * @example {
         *       "title": "Bad Request",
         *       "status": 400,
         *       "detail": "the parameter `limit` must be …"
         *     }
         */
        Problem: {
            /** @description The status in words. */
            title: string;
            /** @description The answer's status. */
            status: number;
            /** @description One sentence: what is wrong, and what to do. */
            detail: string;
        };
        /** @description Null where there is none. */
        Text: string | null;
        /** @description Null where there is none. */
        Number: number | null;
        /** @description ISO 8601. */
        Time: string | null;
        /** @description An object in YAML 1.2. */
        YamlDocument: {
            [key: string]: unknown;
        };
        /** @description A number of things. */
        Count: number;
        /** @description In bytes. */
        Bytes: number;
        /** @description Whether the lakes do what they are for. */
        Readiness: {
            /** @description Whether each lake does what was asked about. */
            ready: boolean;
            /** @description By the lake's name. */
            lakes: {
                [key: string]: components["schemas"]["LakeReadiness"];
            };
        };
        /** @description Whether one lake does; only what was asked about is there. */
        LakeReadiness: {
            /** @description It takes records. */
            ingest?: boolean;
            /** @description It can be asked. */
            query?: boolean;
            /** @description What is wrong, where something is. */
            problems?: components["schemas"]["LakeProblem"][];
        };
        /** @description Something an operator should know of. */
        LakeProblem: {
            /**
             * @description Its short name.
             * @enum {string}
             */
            problem: "starting" | "mending" | "stopping" | "down" | "disk_low" | "backlog" | "disk_filling";
            /** @description The same in a sentence. */
            why: string;
            /** @description All still works. */
            is_warning: boolean;
        };
        /**
         * @description `mending`: something outside failed and is tried again; `down`: it is not, until somebody has looked.
         * @enum {string}
         */
        LakeState: "starting" | "serving" | "mending" | "stopping" | "down";
        /** @description Whether the lakes have started. */
        Startup: {
            /** @description No lake is starting any more. */
            started: boolean;
            /** @description By the lake's name. */
            lakes: {
                [key: string]: components["schemas"]["LakeStart"];
            };
        };
        /** @description How far a lake's start is in reading again what was acknowledged. */
        LakeStart: {
            state: components["schemas"]["LakeState"];
            /** @description Records read again. */
            records_done: components["schemas"]["Count"];
            /** @description Records to read again. */
            records_total: components["schemas"]["Count"];
            /** @description Of these records, in bytes. */
            bytes_done: components["schemas"]["Bytes"];
            /** @description Of these records, in bytes. */
            bytes_total: components["schemas"]["Bytes"];
        };
        /** @description What a server is doing. */
        ServerStatus: {
            /** @description The program's. */
            version: string;
            /** @description When the server started, ISO 8601. */
            started: string;
            /** @description Its memory, in bytes. */
            resident_bytes: components["schemas"]["Bytes"];
            /** @description Processor time used, in seconds. */
            cpu_seconds: number;
            /** @description Connections that are open. */
            connections: components["schemas"]["Count"];
            /** @description The lakes that the key may read. */
            lakes: components["schemas"]["LakeStatus"][];
        };
        /** @description What a lake is doing. What is of its newest commit is not there while it starts. */
        LakeStatus: {
            /** @description The lake's. */
            name: string;
            state: components["schemas"]["LakeState"];
            /** @description What failed, as the system said it. */
            why?: string;
            /** @description It takes records. */
            ingest: boolean;
            /** @description It can be asked. */
            query: boolean;
            /** @description The newest commit. */
            commit?: components["schemas"]["Count"];
            /** @description When it was made, ISO 8601. */
            commit_time?: string;
            /** @description How long ago that is, in seconds. */
            commit_age_seconds?: number;
            /** @description When the newest record that it still has was received, by the clock of the server, ISO 8601; null where it has none. */
            received_time?: components["schemas"]["Time"];
            books?: components["schemas"]["BooksSums"];
            /** @description Files of the newest commit. */
            live_files?: components["schemas"]["Count"];
            /** @description Of these files, in bytes. */
            live_bytes?: components["schemas"]["Bytes"];
            /** @description What is wrong. */
            problems: components["schemas"]["LakeProblem"][];
            /** @description Of requests that are not yet durable, in bytes. */
            waiting_bytes: components["schemas"]["Bytes"];
            /** @description Of requests that are durable and not yet in a commit, in bytes. */
            backlog_bytes: components["schemas"]["Bytes"];
            /** @description Above that requests are refused, in bytes. */
            backlog_bytes_max?: components["schemas"]["Bytes"];
            /** @description Threads that share out the devices. */
            lanes?: components["schemas"]["Count"];
            disk: components["schemas"]["LakeDisk"];
            /** @description Live streams that are open. */
            live_clients?: components["schemas"]["Count"];
            /** @description Some of the newest commits, the newest first. */
            commits: components["schemas"]["CommitNote"][];
            restored: components["schemas"]["LakeRestored"];
        };
        /** @description The lake's disk. */
        LakeDisk: {
            /** @description With less room records are refused, in bytes. */
            reserve_bytes: components["schemas"]["Bytes"];
            /** @description Room on it, in bytes. */
            free_bytes?: components["schemas"]["Bytes"];
            /** @description Until records are refused as things go, in days. */
            days_left?: number;
            /** @description How fast the lake grows, in bytes a day. */
            growth_bytes_per_day?: number;
        };
        /** @description A commit in a few words. */
        CommitNote: {
            /** @description Its number. */
            commit: components["schemas"]["Count"];
            /** @description When it was made, ISO 8601. */
            time: string;
            /** @description What it did, as `CommitKind` has it, with commas between. */
            kinds: string;
            /** @description Records that came in with it. */
            received: components["schemas"]["Count"];
        };
        /**
         * @description What a commit did.
         * @enum {string}
         */
        CommitKind: "ingest" | "compaction" | "retention" | "redrive" | "rollup" | "takeover";
        /** @description What the lake's start read again, so far. */
        LakeRestored: {
            /** @description Records read again. */
            records_done: components["schemas"]["Count"];
            /** @description Records to read again. */
            records_total: components["schemas"]["Count"];
        };
        /** @description What became of records, by number. */
        BooksSums: {
            received: components["schemas"]["Count"];
            /** @description Whether the rest sums to what was received. */
            balance: boolean;
            stored: components["schemas"]["Count"];
            duplicate: components["schemas"]["Count"];
            conflict: components["schemas"]["Count"];
            rejected: components["schemas"]["Count"];
            erased: components["schemas"]["Count"];
            expired: components["schemas"]["Count"];
            in_flight: components["schemas"]["Count"];
        };
        /**
         * @description `readings`: each as soon as it is judged; `anomalies`: with their reasons; `books`: commits; `fleet`: counters of the lake, at intervals. Commits are told with readings and anomalies, too.
         * @enum {string}
         */
        LiveTopic: "readings" | "anomalies" | "books" | "fleet";
        /**
         * @description A place in the stream: COMMIT;1@OFFSET:INDEX.
         * @example 2;1@3997:0
         */
        LiveCursor: string;
        /** @description A place in the lake's journal, as in a receipt: OFFSET:INDEX. */
        LivePlace: string;
        /** @description What is to be told. */
        LiveRequest: {
            /** @description All but fleet when left out. */
            topics?: components["schemas"]["LiveTopic"][];
            /** @description Readings and anomalies of these devices only; of all when left out. */
            devices?: string[];
            /** @description These signals only; all when left out. */
            signals?: string[];
            rates?: components["schemas"]["LiveRates"];
            /** @description Milliseconds between two events `fleet`; less than 100 is 100. */
            fleet_interval_ms?: number;
            last_event_id?: components["schemas"]["LiveCursor"];
        };
        /** @description At most so many events a second; the rest is told in a gap. 0 is no limit. */
        LiveRates: {
            /** @description Events a second. */
            readings?: number;
            /** @description Events a second. */
            anomalies?: number;
        };
        /** @description An event of the stream, by its field `event`; `data` is that field, read as JSON. */
        LiveEvent: components["schemas"]["LiveHelloEvent"] | components["schemas"]["LiveReadingEvent"] | components["schemas"]["LiveAnomalyEvent"] | components["schemas"]["LiveCommittedEvent"] | components["schemas"]["LiveFleetEvent"] | components["schemas"]["LiveGapEvent"] | components["schemas"]["LiveBeatEvent"];
        /** @description The stream has begun. */
        LiveHelloEvent: {
            /** @constant */
            event: "hello";
            id: components["schemas"]["LiveCursor"];
            data: components["schemas"]["LiveHello"];
        };
        /** @description A record was judged. */
        LiveReadingEvent: {
            /** @constant */
            event: "reading";
            id: components["schemas"]["LiveCursor"];
            data: components["schemas"]["LiveReading"];
        };
        /** @description Something unusual was found. */
        LiveAnomalyEvent: {
            /** @constant */
            event: "anomaly";
            id: components["schemas"]["LiveCursor"];
            data: components["schemas"]["LiveAnomaly"];
        };
        /** @description Records are in the lake. */
        LiveCommittedEvent: {
            /** @constant */
            event: "committed";
            id: components["schemas"]["LiveCursor"];
            data: components["schemas"]["LiveCommitted"];
        };
        /** @description Counters of the lake. */
        LiveFleetEvent: {
            /** @constant */
            event: "fleet";
            id: components["schemas"]["LiveCursor"];
            data: components["schemas"]["LiveFleet"];
        };
        /** @description Something is not told. */
        LiveGapEvent: {
            /** @constant */
            event: "gap";
            id: components["schemas"]["LiveCursor"];
            data: components["schemas"]["LiveGap"];
        };
        /** @description Nothing came for ten seconds, and the stream lives. */
        LiveBeatEvent: {
            /** @constant */
            event: "beat";
            id: components["schemas"]["LiveCursor"];
            data: Record<string, never>;
        };
        /** @description What the stream tells. */
        LiveHello: {
            topics: components["schemas"]["LiveTopic"][];
        };
        /** @description A reading, told before it is committed. */
        LiveReading: {
            /** @constant */
            provisional: true;
            /** @description The record's. */
            receipt: string;
            /** @description The device's id. */
            device: string;
            /** @description The schema's name. */
            schema: string;
            /** @description When it was measured, ISO 8601. */
            event_time: string;
            /** @description When it was received, ISO 8601. */
            ingest_time: string;
            /**
             * @description `suspect`: not newer than the device's newest, settled by the commit.
             * @enum {string}
             */
            state: "fresh" | "suspect";
            /** @description 0 to 1, high is unusual; where the state is fresh. */
            score?: number;
            /** @description By their names in the lake's tables. */
            attributes?: {
                [key: string]: components["schemas"]["LiveValue"];
            };
            /** @description The signals, by their names in the lake's tables, in the schema's units. */
            values: {
                [key: string]: components["schemas"]["LiveValue"];
            };
        };
        /** @description A value; null where it is not finite. */
        LiveValue: number | boolean | string | null;
        /** @description What is unusual, told before it is committed. */
        LiveAnomaly: {
            /** @constant */
            provisional: true;
            /** @description The record's in which it was found; null: the clock found it, as the device is silent. */
            receipt: string | null;
            /** @description The device's id. */
            device: string;
            /** @description The schema's name; of what a record has. */
            schema?: string;
            /** @description When the record was measured, or the clock looked at, ISO 8601. */
            event_time: string;
            /** @description When the record was received, or the clock looked at, ISO 8601. */
            ingest_time: string;
            /** @description The signal's name; null where all of the device is silent. */
            signal: string | null;
            kind: components["schemas"]["AnomalyKind"];
            /** @description High is unusual. */
            score: number;
            /** @description In the signal's unit; of a gap in seconds. */
            value: components["schemas"]["Number"];
            /** @description The least and the largest that would be usual, in the unit of `value`. */
            expected: components["schemas"]["Number"][];
            /** @description Since when it is so, ISO 8601. */
            start_time: string;
            /** @description For people. */
            reason: string;
        };
        /** @description A commit; the records of its positions have their dispositions now. */
        LiveCommitted: {
            /** @description Its number. */
            commit: components["schemas"]["Count"];
            /** @description When it was made, ISO 8601. */
            time: string;
            kinds: components["schemas"]["CommitKind"][];
            positions: components["schemas"]["LivePositions"][];
            /** @description What became of the commit's records. */
            counts: components["schemas"]["BooksSums"];
            /** @description The lake's books after it. */
            books: components["schemas"]["BooksSums"];
        };
        /** @description Records of a log, by their offsets. */
        LivePositions: {
            /** @description The log's number. */
            log: components["schemas"]["Count"];
            /** @description The first offset. */
            from: components["schemas"]["Count"];
            /** @description The end, which is not included. */
            to: components["schemas"]["Count"];
        };
        /** @description Counters of the whole lake. */
        LiveFleet: {
            /** @description When they were read, ISO 8601. */
            time: string;
            /** @description Judged since the server started. */
            records: components["schemas"]["Count"];
            /** @description Records judged a second, a mean over about the last five seconds, or since the event before where that is longer; 0 when none came. Not there in the first event after nobody asked for two minutes. */
            records_per_second?: number;
            /** @description The newest commit. */
            commit: components["schemas"]["Count"];
            state?: components["schemas"]["LakeState"];
            /** @description Of requests that are durable and not yet in a commit, in bytes. */
            backlog_bytes?: components["schemas"]["Bytes"];
            /** @description Of requests that are not yet durable, in bytes. */
            waiting_bytes?: components["schemas"]["Bytes"];
        };
        /** @description What is not told. Places are there for records, `commits` for commits. */
        LiveGap: {
            /**
             * @description `slow`: it was not taken fast enough; `busy`: the server had no time or room; `rate`: more than was asked for; `away`: it is not held any more, or nobody followed; `reset`: the cursor is of no place here.
             * @enum {string}
             */
            why: "slow" | "busy" | "rate" | "away" | "reset";
            /** @description Records from there. */
            from?: components["schemas"]["LivePlace"];
            /** @description To there, which is not included. */
            to?: components["schemas"]["LivePlace"];
            /** @description Readings that are not told; not there where nobody counted. */
            readings?: components["schemas"]["Count"];
            /** @description Anomalies that are not told; not there where nobody counted. */
            anomalies?: components["schemas"]["Count"];
            /** @description Records that were not looked at; some that were asked for may be among them. */
            records_unseen?: components["schemas"]["Count"];
            commits?: components["schemas"]["LiveCommits"];
        };
        /** @description Commits that are not told. */
        LiveCommits: {
            /** @description The first one's number. */
            first: components["schemas"]["Count"];
            /** @description The last one's number. */
            last: components["schemas"]["Count"];
        };
        /** @description What makes a lake's first key, or its first user where a name is given. */
        Setup: {
            /** @description As the server printed it. */
            token: string;
            user?: components["schemas"]["UserName"];
            password?: components["schemas"]["NewPassword"];
        };
        /** @description What a user signs in as. */
        UserName: string;
        /** @description At least 12 characters, at most 256 bytes, and none that many use, or that is the user's name with something around it. */
        NewPassword: string;
        /**
         * @description `viewer`: reads; `operator`: says what became of what was found, too; `admin`: keys, users and schemas, too.
         * @enum {string}
         */
        Role: "viewer" | "operator" | "admin";
        /** @description Who wants in. */
        SignIn: {
            /** @description The name. */
            user: string;
            /** @description The password. */
            password: string;
            /** @description The second factor's code, six digits. */
            code?: string;
            /** @description The lake; one that has such a user when left out. */
            lake?: string;
        };
        /** @description Why nobody is signed in. */
        SignInProblem: components["schemas"]["Problem"] & {
            /**
             * @description Only this is missing or wrong.
             * @constant
             */
            needs?: "code";
        };
        /** @description Who asks, and what they may. */
        Session: {
            /** @description Of the session or key. */
            id: string;
            /** @description The user's name; null: a key asks. */
            user: components["schemas"]["Text"];
            /**
             * @description What the user is; null: a key asks.
             * @enum {string|null}
             */
            role: "viewer" | "operator" | "admin" | null;
            /** @description What may be done. */
            scopes: components["schemas"]["KeyScope"][];
            /** @description Of which lake. */
            lake: string;
            /** @description Whether signing in needs a code; null: a key asks. */
            two_factor: boolean | null;
            /** @description ISO 8601; null: never. */
            expires: components["schemas"]["Time"];
        };
        /** @description A user's new password. */
        PasswordChange: {
            /** @description The present one. */
            password: string;
            new_password: components["schemas"]["NewPassword"];
        };
        /** @description That it is still the same user. */
        PresentPassword: {
            /** @description The present one. */
            password: string;
        };
        /** @description A code of the new second factor. */
        Code: {
            /** @description Six digits. */
            code: string;
        };
        /** @description A new second factor. */
        TwoFactor: {
            /** @description In base 32, to type in. */
            secret: string;
            /** @description otpauth://totp/…, to show as a picture. */
            uri: string;
        };
        /** @description A session. */
        UserSession: {
            /** @description Public; names the session. */
            id: string;
            /** @description Whose it is. */
            user: string;
            role: components["schemas"]["Role"];
            /** @description ISO 8601. */
            created: string;
            /** @description ISO 8601, to within an hour; null: never. */
            last_used: components["schemas"]["Time"];
            /** @description ISO 8601. */
            expires: components["schemas"]["Time"];
            /** @description What the browser said it is. */
            agent: string;
            /** @description The address that it came from. */
            remote: string;
            /** @description Whether it is the one that asks. */
            own: boolean;
        };
        /** @description A user who is to be made. */
        UserWish: {
            name: components["schemas"]["UserName"];
            role: components["schemas"]["Role"];
            password: components["schemas"]["NewPassword"];
        };
        /** @description What is to be different of a user. */
        UserChange: {
            role?: components["schemas"]["Role"];
            password?: components["schemas"]["NewPassword"];
        };
        /** @description A user, without the password. */
        User: {
            name: components["schemas"]["UserName"];
            role: components["schemas"]["Role"];
            /** @description ISO 8601. */
            created: string;
            /** @description Whether signing in needs a code. */
            two_factor: boolean;
            /** @description ISO 8601; null: never. */
            last_signed_in: components["schemas"]["Time"];
        };
        /** @description What somebody did. */
        AuditEntry: {
            /** @description They ascend. */
            number: components["schemas"]["Count"];
            /** @description ISO 8601. */
            at: string;
            /** @description A user's name, a key's id, or an account of the machine. */
            by: string;
            /** @description An address, or `command line`. */
            from: string;
            /**
             * @description What it was.
             * @enum {string}
             */
            act: "set_up" | "signed_in" | "sign_in_refused" | "signed_out" | "session_ended" | "password_changed" | "two_factor_on" | "two_factor_off" | "user_made" | "user_changed" | "user_removed" | "key_made" | "key_revoked" | "schema_added" | "redriven" | "feedback_given";
            /** @description To whom or what: a user, key, schema or anomaly. */
            about: string;
            /** @description More of it: the role, the name of the key, the condition. */
            detail: string;
        };
        /**
         * @description `ingest`: send records; `read`: ask; `operate`: say what became of what was found; `admin`: keys and schemas.
         * @enum {string}
         */
        KeyScope: "ingest" | "read" | "operate" | "admin";
        /** @description A key that is to be made. */
        KeyWish: {
            /** @description What people call it; 1 to 256 bytes. */
            name: string;
            /** @description What it is for. */
            scopes: components["schemas"]["KeyScope"][];
            /** @description It writes as this device; 1 to 256 bytes. It has the scope ingest alone. */
            device?: string;
            /** @description It writes as devices that begin so, as a gateway; not beside `device`. */
            prefix?: string;
            /** @description What its records are; the lake's own when left out. */
            schema?: string;
            /** @description After a duration such as 90d, or at a time; never when left out. */
            expires?: string;
        };
        /** @description A key, without its secret. */
        AccessKey: {
            /** @description Public; names the key in lists and logs. */
            id: string;
            /** @description What people call it. */
            name: string;
            /** @description What it is for. */
            scopes: components["schemas"]["KeyScope"][];
            /** @description The one device that it writes as. */
            device?: string;
            /** @description It writes as devices that begin so. */
            prefix?: string;
            /** @description What its records are. */
            schema?: string;
            /** @description ISO 8601. */
            created: string;
            /** @description ISO 8601; null: never. */
            expires: components["schemas"]["Time"];
            /** @description ISO 8601; null: it was not. */
            revoked: components["schemas"]["Time"];
            /** @description ISO 8601, to within an hour; null: never. */
            last_used: components["schemas"]["Time"];
            /** @enum {string} */
            state: "active" | "expired" | "revoked";
        };
        /** @description A new key, with its secret. */
        MadeKey: components["schemas"]["AccessKey"] & {
            /** @description All of its text: tt_ID_SECRET. */
            key: string;
        };
        /** @description A page of keys. */
        KeysPage: {
            keys: components["schemas"]["AccessKey"][];
            /** @description The `after` of the next page, if any. */
            next: components["schemas"]["Text"];
        };
        /** @description Values by name, or `values` with the time `ts` beside. */
        ThingsBoardRecord: {
            /** @description When it was measured, in milliseconds since 1970. */
            ts?: unknown;
            /** @description An object of values by name; numbers may be written as texts. */
            values?: unknown;
        };
        /** @description Records of one device. */
        ThingsBoardTelemetry: components["schemas"]["ThingsBoardRecord"] | components["schemas"]["ThingsBoardRecord"][];
        /** @description Records by device. */
        ThingsBoardGatewayTelemetry: {
            [key: string]: components["schemas"]["ThingsBoardRecord"][];
        };
        /** @description One record, or a list of them; what a record is, is said by the lake's schema. */
        AnyRecords: Record<string, never> | unknown[];
        /** @description The receipts of a request's records. */
        Receipts: {
            /** @description Records that were taken. */
            accepted: number;
            /** @description The first one's receipt. */
            first: string;
            /** @description The last one's receipt. */
            last: string;
            /** @description All of them in order, unless `Prefer` says otherwise. */
            receipts?: string[];
        };
        /** @description What is asked, how, and within which limits. */
        Query: {
            /** @description One SELECT over the tables of `GET /v1/catalog`. */
            sql: string;
            /**
             * @description `json` is columns and rows; `objects` an array of an object a row; `arrow` an Arrow IPC stream; `parquet` a file.
             * @enum {string}
             */
            format?: "json" | "objects" | "csv" | "arrow" | "parquet";
            /** @description A commit's number or a time; now when left out. */
            as_of?: number | string;
            /** @description Rows beyond are left out, and `truncated` says so. Without it a result with more rows than the server allows is refused. */
            rows_max?: number;
            /** @description A shorter limit than the server's, in milliseconds. */
            time_max_ms?: number;
        };
        /** @description An object a row, its members by the columns' names. */
        QueryObjects: {
            [key: string]: components["schemas"]["QueryValue"];
        }[];
        /** @description A value of a result; times and dates are texts, ISO 8601. */
        QueryValue: (number | string | boolean | null) | components["schemas"]["QueryValue"][] | {
            [key: string]: components["schemas"]["QueryValue"];
        };
        /** @description Columns and rows. */
        QueryRows: {
            /** @description The commit that was asked. */
            commit: number;
            columns: components["schemas"]["QueryColumn"][];
            /** @description A list of values a row. */
            rows: components["schemas"]["QueryValue"][][];
            /** @description Rows in `rows`. */
            row_count: number;
            /** @description There are more rows than were asked for. */
            truncated: boolean;
        };
        /** @description A column of a result. */
        QueryColumn: {
            name: string;
            /** @description As SQL calls it. */
            type: string;
        };
        /** @description What became of records, by number. */
        BooksCounts: {
            received: number;
            stored: number;
            duplicate: number;
            conflict: number;
            rejected: number;
            erased: number;
            expired: number;
            in_flight: number;
            /** @description Of the stored. */
            late: number;
            /** @description Whether the rest sums to what was received. */
            balanced: boolean;
        };
        /** @description The books of the whole lake. */
        Books: components["schemas"]["BooksCounts"] & {
            commit: number;
            /**
             * Format: date-time
             * @description When it was made.
             */
            commit_time: string;
            /** @description When the newest record was received that it or a commit before it took, ISO 8601; null where there is none. */
            received_time: components["schemas"]["Time"];
            /** @description Of all rows; the same for the same logs. */
            digest: string;
        };
        /** @description The books by log, day or reason. */
        BooksRows: {
            commit: number;
            /** @description As `by` says. */
            rows: (components["schemas"]["BooksOfLog"] | components["schemas"]["BooksOfDay"] | components["schemas"]["BooksOfReason"])[];
        };
        /** @description The books of one log. */
        BooksOfLog: components["schemas"]["BooksCounts"] & {
            /** @description The log's number. */
            log: number;
            /** @description What the log is of; empty where nobody knows. */
            name: string;
            /** @description Up to which offset it was taken. */
            to: number;
        };
        /** @description The books of one day. */
        BooksOfDay: components["schemas"]["BooksCounts"] & {
            /** @description The day, of UTC, that records came on. */
            received_on: string;
        };
        /** @description Records of one end, and of one reason where they were refused. */
        BooksOfReason: {
            disposition: components["schemas"]["Disposition"];
            /** @description Why they were refused; null of those that were not. */
            reason: components["schemas"]["RejectReason"] | null;
            records: number;
            /** @description What to do about the reason. */
            meaning: components["schemas"]["Text"];
        };
        /**
         * @description What became of a record; `in_flight` has not been settled yet.
         * @enum {string}
         */
        Disposition: "stored" | "duplicate" | "conflict" | "rejected" | "erased" | "expired" | "in_flight";
        /** @description The records of a device at one event time. */
        RecordsFound: {
            /** @description The commit that was asked. */
            commit: number;
            records: components["schemas"]["Record"][];
        };
        /** @description What became of a record. */
        Record: {
            receipt: string;
            disposition: components["schemas"]["Disposition"];
            /** @description Why it was rejected. */
            reason?: components["schemas"]["Text"];
            /** @description The field that is wrong. */
            field?: components["schemas"]["Text"];
            /** @description What it has in it. */
            value?: components["schemas"]["Text"];
            /** @description Of the record that it repeats or contradicts. */
            first_receipt?: components["schemas"]["Text"];
            device_id?: components["schemas"]["Text"];
            /** @description When it was measured, ISO 8601. */
            event_time?: components["schemas"]["Time"];
            /** @description Older than its device's newest reading. */
            late?: boolean;
            /** @description Something unusual was found in it. */
            is_anomaly?: boolean;
            /** @description 0 to 1, high is unusual. */
            score?: number;
            /** @description The log's number. */
            log: number;
            /** @description What the log is of. */
            log_name?: components["schemas"]["Text"];
            /** @description That made it so. */
            commit: number;
            /** @description Below the lake's folder. */
            files: string[];
            /** @description As it arrived; not there where raw has expired. */
            bytes?: string;
            /** @description In place of `bytes` where they are no UTF-8. */
            bytes_base64?: string;
        };
        /**
         * @description Why a record was refused.
         * @enum {string}
         */
        RejectReason: "malformed" | "invalid_utf8" | "too_deep" | "too_large" | "truncated" | "not_an_object" | "duplicate_key" | "ragged_row" | "missing_field" | "wrong_type" | "not_finite" | "out_of_range" | "not_allowed" | "bad_time" | "time_without_zone" | "in_future" | "bad_device" | "unknown_signal" | "not_permitted";
        /** @description A page of records that were refused. */
        RejectsPage: {
            /** @description The commit that was asked. */
            commit: number;
            rejects: components["schemas"]["Reject"][];
            missing?: components["schemas"]["MissingRows"];
            /** @description The `cursor` of the next page, if any. */
            next?: string;
        };
        /** @description A record that was refused. */
        Reject: {
            receipt: string;
            reason: components["schemas"]["RejectReason"];
            /** @description The field that is wrong. */
            field?: components["schemas"]["Text"];
            /** @description What it has in it. */
            value?: components["schemas"]["Text"];
            device_id?: components["schemas"]["Text"];
            schema?: components["schemas"]["Text"];
            schema_version?: number;
            /** @description When it was received, ISO 8601. */
            ingest_time?: components["schemas"]["Time"];
            /** @description That refused it. */
            commit: number;
            /** @description As it arrived; not there where raw has expired. */
            bytes?: string;
            /** @description In place of `bytes` where they are no UTF-8. */
            bytes_base64?: string;
        };
        /** @description Which rejects are to be taken again, and how. */
        RedriveWish: {
            /** @description Which; a condition over the view `rejects`. */
            where: string;
            /** @description Under which of the lake's schemas; else under their own, its newest version. */
            schema?: string;
            /** @description True: shows what would become of them. */
            preview: boolean;
        };
        /** @description What became of records that were taken again, or would. */
        RedriveReport: {
            preview: boolean;
            /** @description Of a preview. */
            changes?: components["schemas"]["RedriveChange"][];
            /** @description So many were taken again. */
            redriven?: number;
            stored?: number;
            duplicate?: number;
            conflict?: number;
            still_rejected?: number;
            /** @description What was not taken, and why. */
            notes: string[];
        };
        /** @description What would become of some records. */
        RedriveChange: {
            was_rejected_for: components["schemas"]["RejectReason"];
            becomes: components["schemas"]["Disposition"];
            /** @description Why they would still be rejected. */
            reason: components["schemas"]["RejectReason"] | null;
            records: number;
        };
        /**
         * @description `unusual`: the values; `stuck`: they change no more; `range`: a value beyond all before; `gap`: silence.
         * @enum {string}
         */
        AnomalyKind: "unusual" | "stuck" | "range" | "gap";
        /** @description Of a page as of then: rows that it may have had and that have left since, as their time was over; of rejects, any rows of the ledger. Not there where nothing can be missing. */
        MissingRows: {
            /** @description The newest commit by which some left. */
            commit: number;
            /** @description The event times of all that may be missing; null where some have none. */
            event_time: components["schemas"]["MissingTimes"];
            /** @description When they were received; null where that is not known. */
            received: components["schemas"]["MissingTimes"];
        };
        /** @description From when to when, both included. */
        MissingTimes: {
            /** @description The first, ISO 8601. */
            from: components["schemas"]["Time"];
            /** @description The last, ISO 8601. */
            to: components["schemas"]["Time"];
        } | null;
        /** @description A page of what is unusual. */
        AnomaliesPage: {
            /** @description The commit that was asked. */
            commit: number;
            anomalies: components["schemas"]["Anomaly"][];
            missing?: components["schemas"]["MissingRows"];
            /** @description The `cursor` of the next page, if any. */
            next?: string;
        };
        /** @description What a channel adds to a score. */
        Contribution: {
            channel: string;
            /** @description Of the score. */
            share: number;
        };
        /**
         * @description `open`: nobody has settled it, or somebody has opened it again.
         * @enum {string}
         */
        AnomalyStatus: "open" | "acknowledged" | "confirmed" | "rejected";
        /**
         * @description `acknowledged`: somebody sees to it; `confirmed`: it is what it was said to be; `rejected`: it is nothing; `reopened`; `commented`; `assigned`, to whom `text` names: a user of the lake or a key by its id, else 400; anybody where the lake has no users.
         * @enum {string}
         */
        FeedbackKind: "acknowledged" | "confirmed" | "rejected" | "reopened" | "commented" | "assigned";
        /** @description What somebody says of an anomaly. */
        FeedbackWish: {
            feedback: components["schemas"]["FeedbackKind"];
            /** @description A comment */
            text?: string;
        };
        /** @description What somebody said of an anomaly. */
        Feedback: {
            feedback: components["schemas"]["FeedbackKind"];
            /** @description The id of the key that was shown. */
            by: string;
            at: components["schemas"]["Time"];
            text: components["schemas"]["Text"];
        };
        /** @description All that has been said of an anomaly. */
        AnomalyFeedback: {
            anomaly_id: string;
            status: components["schemas"]["AnomalyStatus"];
            feedback: components["schemas"]["Feedback"][];
        };
        /** @description Something unusual. */
        Anomaly: {
            anomaly_id: string;
            status: components["schemas"]["AnomalyStatus"];
            feedback: components["schemas"]["Feedback"][];
            kind: components["schemas"]["AnomalyKind"];
            device_id: components["schemas"]["Text"];
            signal?: components["schemas"]["Text"];
            unit?: components["schemas"]["Text"];
            schema?: components["schemas"]["Text"];
            /** @description Since when it is so, ISO 8601. */
            start_time?: components["schemas"]["Time"];
            /** @description When it was measured, ISO 8601. */
            event_time?: components["schemas"]["Time"];
            /** @description High is unusual. */
            score: number;
            /** @description In `unit`; of a gap in seconds. */
            value?: components["schemas"]["Number"];
            /** @description In the unit of `value`. */
            expected_low?: components["schemas"]["Number"];
            /** @description In the unit of `value`. */
            expected_high?: components["schemas"]["Number"];
            /** @description In the unit of `value`. */
            nearest_usual?: components["schemas"]["Number"];
            /** @description For people. */
            reason: string;
            /** @description Sum to the score. */
            contributions: components["schemas"]["Contribution"][];
            epoch?: number;
            simulated?: boolean;
            /** @description The record's in which it was found; null where there is none, as all of the device is silent. Such a silence has no signal, and `event_time` is when the clock was looked at. */
            receipt: string | null;
            commit: number;
        };
        /** @description Devices of one kind. */
        FleetGroup: {
            /** @description Null of devices that have none. */
            value: components["schemas"]["Text"];
            count: number;
            connected: number;
            silent: number;
            faulty: number;
        };
        /** @description Devices by kind. */
        Fleet: {
            /** @description How far the register of devices has followed the lake. */
            commit: number;
            /** @description Devices. */
            total: number;
            /** @description Kinds there are. */
            groups_total: number;
            groups: components["schemas"]["FleetGroup"][];
        };
        /** @description Devices that are near each other. */
        MapCluster: {
            /** @description Their mean, in degrees. */
            latitude: number;
            /** @description Their mean, in degrees. */
            longitude: number;
            count: number;
            connected: number;
            silent: number;
            faulty: number;
            /** @description Where it is one device alone. */
            device_id: components["schemas"]["Text"];
        };
        /** @description Where the fleet is. */
        FleetMap: {
            /** @description How far the register of devices has followed the lake. */
            commit: number;
            /** @description Devices. */
            total: number;
            /** @description Those whose place is known. */
            placed: number;
            clusters: components["schemas"]["MapCluster"][];
        };
        /**
         * @description `silent`: nothing was received for three of its usual intervals, a minute at the least, or for an hour of a device that sent one reading; `faulty`: it reports, and something unusual was found in its last hour or ten readings.
         * @enum {string}
         */
        DeviceState: "connected" | "silent" | "faulty";
        /** @description The newest value of a signal or attribute. */
        NewestValue: {
            value: number | boolean | string | null;
            /** @description The value's. */
            unit?: string;
            /** @description When it was measured, ISO 8601. */
            time: components["schemas"]["Time"];
        };
        /** @description How many devices are in each state. */
        DeviceCounts: {
            connected: number;
            silent: number;
            faulty: number;
        } & {
            [key: string]: number;
        };
        /** @description A page of devices. */
        DevicesPage: {
            /** @description What is known is as of this commit. */
            commit: number;
            /** @description Devices that there are. */
            total: number;
            /** @description On the first page. */
            states?: components["schemas"]["DeviceCounts"];
            devices: components["schemas"]["Device"][];
            /** @description The `cursor` of the next page, if any. */
            next?: string;
        };
        /** @description A device and how it is. */
        Device: {
            device_id: components["schemas"]["Text"];
            state: components["schemas"]["DeviceState"];
            /** @description Of its newest reading, ISO 8601. */
            newest_time: components["schemas"]["Time"];
            /** @description Of its oldest reading, ISO 8601. */
            oldest_time?: components["schemas"]["Time"];
            /** @description When it was heard of last, ISO 8601. */
            received: components["schemas"]["Time"];
            /** @description Between its readings, in seconds: the median of the last 31 times between two, in the order measured; null before there are two. */
            interval_s?: components["schemas"]["Number"];
            /** @description Of its newest anomaly, ISO 8601. */
            anomaly_time?: components["schemas"]["Time"];
            /** @description Of its newest anomaly, 0 to 1. */
            anomaly_score?: components["schemas"]["Number"];
            signals: {
                [key: string]: components["schemas"]["NewestValue"];
            };
            attributes: {
                [key: string]: components["schemas"]["NewestValue"];
            };
        };
        /** @description A signal over time, in buckets; the lists are of equal length. */
        Series: {
            commit: number;
            device_id: string;
            signal: string;
            unit?: components["schemas"]["Text"];
            /** @description When the first bucket begins, ISO 8601. */
            from: string;
            /** @description When the last bucket ends, ISO 8601. */
            to: string;
            /** @description How long a bucket is, in microseconds. */
            step_us: number;
            /** @description When each bucket begins, in milliseconds since 1970. */
            time_ms: number[];
            /** @description Values in each bucket. */
            count: number[];
            /** @description The least of each, in `unit`. */
            min: components["schemas"]["Number"][];
            /** @description The mean of each, in `unit`. */
            mean: components["schemas"]["Number"][];
            /** @description The largest of each, in `unit`. */
            max: components["schemas"]["Number"][];
            /** @description With `expected=true`, the first reading that was judged again, ISO 8601. */
            expected_from?: string;
            /**
             * @description With `expected=true`, the lower end of the band in which each was expected: the mean of
             *     the lower ends of its readings, in `unit`. Null where the judge knew too little yet.
             */
            expected_low?: components["schemas"]["Number"][];
            /** @description With `expected=true`, the same of the upper ends. */
            expected_high?: components["schemas"]["Number"][];
            /**
             * @description With `expected=true`, why there is no band, in place of it: more than 200,000 readings are
             *     in the time, or the signal is not judged.
             */
            expected_missing?: string;
        };
        /** @description A schema's name and version. */
        SchemaName: {
            name: string;
            version: number;
        };
        /** @description The lake's schemas. */
        SchemaList: {
            schemas: components["schemas"]["Schema"][];
        };
        /** @description A field of a schema. */
        SchemaField: {
            name: string;
            /** @description In the lake's tables. */
            column: string;
            /** @enum {string} */
            role: "signal" | "attribute" | "claim";
            /** @enum {string} */
            type: "number" | "integer" | "boolean" | "text";
            unit?: components["schemas"]["Text"];
            /** @description A record without it is refused. */
            required: boolean;
            /** @description The least it may be, in `unit`. */
            min?: components["schemas"]["Number"];
            /** @description The most it may be, in `unit`. */
            max?: components["schemas"]["Number"];
            /** @description The texts it may be. */
            allowed?: string[];
            /**
             * @description How it is judged.
             * @enum {string}
             */
            judge?: "off" | "basic" | "standard";
        };
        /** @description What a record is. */
        Schema: {
            name: string;
            version: number;
            /** @description Whether it is used when a request names none. */
            default: boolean;
            device: string;
            time: string;
            fields: components["schemas"]["SchemaField"][];
            /** @description Its text, where one schema is asked for. */
            yaml?: string;
        };
        /** @description The tables that can be queried. */
        Catalog: {
            /** @description The commit that was asked. */
            commit: number;
            /** @description When it was made, ISO 8601. */
            time: components["schemas"]["Time"];
            tables: components["schemas"]["Table"][];
        };
        /** @description A table that can be queried. */
        Table: {
            name: string;
            /** @description What is in it. */
            what: string;
            /** @description Null where they must be counted. */
            rows: number | null;
            /** @description Files of the newest commit that hold its rows, which may hold those of other tables too: `rejects` is a part of `ledger`. Null where its rows are made when they are asked for. */
            files: number | null;
            /** @description Of these files, in bytes. */
            bytes: number | null;
            columns: components["schemas"]["TableColumn"][];
        };
        /** @description A column of a table. */
        TableColumn: {
            name: string;
            /** @description As SQL calls it. */
            type: string;
            /** @description The values'. */
            unit?: string;
        };
    };
    responses: {
        /** @description Who asks, and what they may. */
        Session: {
            headers: {
                /** @description Nobody on its way may keep it. */
                "Cache-Control"?: "no-store";
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Session"];
            };
        };
        /** @description Who is, or was, signed in; the cookie begins or ends. */
        SignedIn: {
            headers: {
                /** @description Nobody on its way may keep it. */
                "Cache-Control"?: "no-store";
                /** @description `__Host-telltale`: for this server alone, and not for script. */
                "Set-Cookie"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Session"];
            };
        };
        /** @description The secret, which is shown this once. */
        TwoFactor: {
            headers: {
                /** @description Nobody on its way may keep it. */
                "Cache-Control"?: "no-store";
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TwoFactor"];
            };
        };
        /** @description The session, as it was. */
        SessionEnded: {
            headers: {
                /** @description Nobody on its way may keep it. */
                "Cache-Control"?: "no-store";
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["UserSession"];
            };
        };
        /** @description The user. */
        User: {
            headers: {
                /** @description Nobody on its way may keep it. */
                "Cache-Control"?: "no-store";
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["User"];
            };
        };
        /** @description The sessions, by their ids. */
        Sessions: {
            headers: {
                /** @description Nobody on its way may keep it. */
                "Cache-Control"?: "no-store";
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    sessions: components["schemas"]["UserSession"][];
                };
            };
        };
        /** @description The users, by their names. */
        Users: {
            headers: {
                /** @description Nobody on its way may keep it. */
                "Cache-Control"?: "no-store";
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    users: components["schemas"]["User"][];
                };
            };
        };
        /** @description A page of it. */
        Audit: {
            headers: {
                /** @description Nobody on its way may keep it. */
                "Cache-Control"?: "no-store";
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    entries: components["schemas"]["AuditEntry"][];
                    /** @description The `before` of the next page, if any. */
                    next: number | null;
                };
            };
        };
        /** @description The buckets that have values. */
        Series: {
            headers: {
                /** @description The commit the answer is of. */
                "Telltale-Commit"?: number;
                /** @description Its age in seconds. */
                "Telltale-Freshness"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Series"];
                "application/vnd.telltale.series": string;
            };
        };
        /** @description What is wrong, and what to do. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No key, more than one, or one that is wrong, revoked or expired. */
        Unauthorized: {
            headers: {
                /**
                 * @description How a key is sent.
                 * @example Bearer
                 */
                "WWW-Authenticate": string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Who asks has not the scope that this needs, a secret is wrong, or a page from elsewhere asks. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not now; `Retry-After` says how many seconds to wait. */
        Busy: {
            headers: {
                /** @description Seconds to wait. Not there where bodies of too many requests come at once. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description By lake, whether it takes records and can be asked, and why not. */
        Readiness: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "ready": true,
                 *       "lakes": {
                 *         "plant": {
                 *           "ingest": true,
                 *           "query": true
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Readiness"];
            };
        };
        /** @description By lake, its state, and how much of what was acknowledged has been read again. */
        Startup: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "started": false,
                 *       "lakes": {
                 *         "plant": {
                 *           "state": "starting",
                 *           "records_done": 40000,
                 *           "records_total": 180000,
                 *           "bytes_done": 5200000,
                 *           "bytes_total": 23400000
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Startup"];
            };
        };
        /** @description The stream, until the client, the key or the server ends. */
        LiveStream: {
            headers: {
                /** @description Nobody on its way may keep it. */
                "Cache-Control"?: "no-store";
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example retry: 1000
                 *     event: hello
                 *     data: {"topics":["readings","anomalies","books"]}
                 *     id: 2;1@3997:0
                 */
                "text/event-stream": string;
            };
        };
        /** @description The key, without its secret. */
        Key: {
            headers: {
                /** @description Nobody on its way may keep it. */
                "Cache-Control"?: "no-store";
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AccessKey"];
            };
        };
        /** @description The new key, with all of its text, which is shown this once and kept nowhere. */
        KeyMade: {
            headers: {
                /** @description Nobody on its way may keep it. */
                "Cache-Control"?: "no-store";
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["MadeKey"];
            };
        };
        /** @description The schema is part of the lake. */
        SchemaThere: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "name": "greenhouse",
                 *       "version": 1
                 *     }
                 */
                "application/json": components["schemas"]["SchemaName"];
            };
        };
    };
    parameters: {
        /** @description The lake that is meant; the key's when left out, or else the server's first. */
        Lake: string;
        /**
         * @description The key, as ThingsBoard has its access token here. It needs the scope ingest.
         * @example tt_3fk9t2h7wq4m_h7Zr0bXq5vN2kPj8sTd1wYc4mLf6gRa9uEo3iVx0nBz7KQp2w
         */
        PathKey: string;
        /** @description How the body is packed. */
        ContentEncoding: "gzip" | "zstd" | "identity";
        /** @description The event time. */
        Time: string;
        /** @description From this time on. */
        Since: string;
        /** @description Before this time. */
        Until: string;
        /** @description What the lake showed then: a commit's number, or a moment, which means the newest commit at or before it. 400 where rows that the answer is made of have had their time and left since; a page of a list says in `missing` which it lacks. */
        AsOf: string;
        /** @description At most so many. */
        Limit: number;
        /** @description The `next` of the page before. */
        Cursor: string;
        /**
         * @description The signal's name.
         * @example temperature
         */
        Signal: string;
        /** @description A day before `to` when left out. */
        From: string;
        /** @description Not included; the newest reading's when left out. */
        To: string;
        /** @description Buckets that the time is cut into. */
        Width: number;
        /**
         * @description Whether to tell in which band the judge expected the signal (JSON only). The readings of the
         *     time, and up to 32,768 usual intervals (half a year at most) before it, are judged again, the
         *     oldest first.
         */
        Expected: boolean;
        /**
         * @description A device's id, percent-encoded.
         * @example pump-7
         */
        Device: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getLivez: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example alive */
                    "text/plain": string;
                };
            };
            /** @description It does, and what supervises it is stuck; end it and start it again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example the supervisor is stuck */
                    "text/plain": string;
                };
            };
        };
    };
    getReadyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Readiness"];
            503: components["responses"]["Readiness"];
        };
    };
    getReadyzOf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description To take records, or to be asked. */
                function: "ingest" | "query";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Readiness"];
            404: components["responses"]["Problem"];
            503: components["responses"]["Readiness"];
            default: components["responses"]["Problem"];
        };
    };
    getStartupz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Startup"];
            503: components["responses"]["Startup"];
        };
    };
    getContract: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The contract of this server's version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/yaml": components["schemas"]["YamlDocument"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All metrics, of the lakes that the key may read. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example # HELP telltale_app_lake_ready 1: requests with records are taken.
                     *     # TYPE telltale_app_lake_ready gauge
                     *     telltale_app_lake_ready{lake="plant"} 1
                     */
                    "text/plain": string;
                    "application/openmetrics-text": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    getStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The server, and each lake that the key may read. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerStatus"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    getLive: {
        parameters: {
            query?: {
                /** @description What is told; all but fleet when left out. */
                topics?: components["schemas"]["LiveTopic"][];
                /** @description Readings and anomalies of these devices only; may be there more than once. */
                device?: string[];
                /** @description These signals only; may be there more than once. */
                signal?: string[];
                /** @description At most so many events of a topic a second, such as readings:100. */
                rates?: string[];
                /** @description Milliseconds between two events `fleet`; less than 100 is 100. */
                fleet_interval_ms?: number;
                /** @description The same as the field `Last-Event-ID`, for who cannot set fields. */
                last_event_id?: components["schemas"]["LiveCursor"];
            };
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
                /** @description The `id` of the last event that was received; goes on after it. */
                "Last-Event-ID"?: components["schemas"]["LiveCursor"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["LiveStream"];
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    postLive: {
        parameters: {
            query?: {
                /** @description What is told; all but fleet when left out. */
                topics?: components["schemas"]["LiveTopic"][];
                /** @description Readings and anomalies of these devices only; may be there more than once. */
                device?: string[];
                /** @description These signals only; may be there more than once. */
                signal?: string[];
                /** @description At most so many events of a topic a second, such as readings:100. */
                rates?: string[];
                /** @description Milliseconds between two events `fleet`; less than 100 is 100. */
                fleet_interval_ms?: number;
                /** @description The same as the field `Last-Event-ID`, for who cannot set fields. */
                last_event_id?: components["schemas"]["LiveCursor"];
            };
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
                /** @description The `id` of the last event that was received; goes on after it. */
                "Last-Event-ID"?: components["schemas"]["LiveCursor"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 1 MiB. */
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "topics": [
                 *         "readings"
                 *       ],
                 *       "devices": [
                 *         "pump-7",
                 *         "pump-8"
                 *       ],
                 *       "signals": [
                 *         "temperature"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["LiveRequest"];
            };
        };
        responses: {
            200: components["responses"]["LiveStream"];
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            408: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    postSetup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "setup_8Qm2uVv0c1yKqPz7bTn4sWd9eRf6gHj3"
                 *     }
                 */
                "application/json": components["schemas"]["Setup"];
            };
        };
        responses: {
            /** @description The key, or who is signed in. */
            201: {
                headers: {
                    /** @description Nobody on its way may keep it. */
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeKey"] | components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Problem"];
            /** @description The token is wrong, has been used, or is too old. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            408: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    getKeys: {
        parameters: {
            query?: {
                /** @description At most so many. */
                limit?: number;
                /** @description The `next` of the page before; from the first key on when left out. */
                after?: string;
            };
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them, with those that count no more. */
            200: {
                headers: {
                    /** @description Nobody on its way may keep it. */
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeysPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    postKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "boiler 7",
                 *       "scopes": [
                 *         "ingest"
                 *       ],
                 *       "device": "boiler-7",
                 *       "expires": "90d"
                 *     }
                 */
                "application/json": components["schemas"]["KeyWish"];
            };
        };
        responses: {
            201: components["responses"]["KeyMade"];
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            408: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    getKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path: {
                /**
                 * @description The key's id, which stands between the underscores of its text.
                 * @example 3fk9t2h7wq4m
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Key"];
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    deleteKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path: {
                /**
                 * @description The key's id, which stands between the underscores of its text.
                 * @example 3fk9t2h7wq4m
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Key"];
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Session"];
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    postSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "user": "ada",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            200: components["responses"]["SignedIn"];
            400: components["responses"]["Problem"];
            /** @description The name or the password is wrong, or the second factor's code is. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SignInProblem"];
                };
            };
            403: components["responses"]["Forbidden"];
            408: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            507: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    deleteSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["SignedIn"];
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            507: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    postPassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "correct horse battery",
                 *       "new_password": "wrong donkey socket"
                 *     }
                 */
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            200: components["responses"]["Session"];
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            408: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            507: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    postTwoFactor: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/json": components["schemas"]["PresentPassword"];
            };
        };
        responses: {
            200: components["responses"]["TwoFactor"];
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            408: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            507: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    postTwoFactorConfirm: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "287082"
                 *     }
                 */
                "application/json": components["schemas"]["Code"];
            };
        };
        responses: {
            200: components["responses"]["Session"];
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            408: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            507: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    getSessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Sessions"];
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    deleteSessionOfId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path: {
                /**
                 * @description The session's id.
                 * @example 3fk9t2h7wq4m
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["SessionEnded"];
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            507: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    getUsers: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Users"];
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    postUsers: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "bob",
                 *       "role": "operator",
                 *       "password": "wrong donkey socket"
                 *     }
                 */
                "application/json": components["schemas"]["UserWish"];
            };
        };
        responses: {
            201: components["responses"]["User"];
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            408: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            507: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    postUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path: {
                /**
                 * @description The user's name.
                 * @example bob
                 */
                name: string;
            };
            cookie?: never;
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "viewer"
                 *     }
                 */
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            200: components["responses"]["User"];
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            408: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            507: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path: {
                /**
                 * @description The user's name.
                 * @example bob
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["User"];
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            507: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    deleteTwoFactor: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path: {
                /**
                 * @description The user's name.
                 * @example bob
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["User"];
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            507: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    getAudit: {
        parameters: {
            query?: {
                /** @description At most so many. */
                limit?: number;
                /** @description The `next` of the page before; from the newest on when left out. */
                before?: number;
                /** @description Of this act alone. */
                act?: string;
            };
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Audit"];
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    postThingsBoardTelemetry: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
                /** @description How the body is packed. */
                "Content-Encoding"?: components["parameters"]["ContentEncoding"];
            };
            path: {
                /**
                 * @description The key, as ThingsBoard has its access token here. It needs the scope ingest.
                 * @example tt_3fk9t2h7wq4m_h7Zr0bXq5vN2kPj8sTd1wYc4mLf6gRa9uEo3iVx0nBz7KQp2w
                 */
                key: components["parameters"]["PathKey"];
            };
            cookie?: never;
        };
        /** @description At most 16 MiB, also once it is unpacked. Its media type is not looked at. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ThingsBoardTelemetry"] | components["schemas"]["ThingsBoardGatewayTelemetry"];
            };
        };
        responses: {
            /** @description They are durable. There is no body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            408: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            507: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    postThingsBoardGatewayTelemetry: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
                /** @description How the body is packed. */
                "Content-Encoding"?: components["parameters"]["ContentEncoding"];
            };
            path: {
                /**
                 * @description The key, as ThingsBoard has its access token here. It needs the scope ingest.
                 * @example tt_3fk9t2h7wq4m_h7Zr0bXq5vN2kPj8sTd1wYc4mLf6gRa9uEo3iVx0nBz7KQp2w
                 */
                key: components["parameters"]["PathKey"];
            };
            cookie?: never;
        };
        /** @description At most 16 MiB, also once it is unpacked, and 65,535 devices. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "pump-7": [
                 *         {
                 *           "ts": 1735689600000,
                 *           "values": {
                 *             "temperature": 21.5
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ThingsBoardGatewayTelemetry"];
            };
        };
        responses: {
            /** @description They are durable. There is no body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            408: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            507: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    postThingsBoardAttributes: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
                /** @description How the body is packed. */
                "Content-Encoding"?: components["parameters"]["ContentEncoding"];
            };
            path: {
                /**
                 * @description The key, as ThingsBoard has its access token here. It needs the scope ingest.
                 * @example tt_3fk9t2h7wq4m_h7Zr0bXq5vN2kPj8sTd1wYc4mLf6gRa9uEo3iVx0nBz7KQp2w
                 */
                key: components["parameters"]["PathKey"];
            };
            cookie?: never;
        };
        /** @description At most 16 MiB, also once it is unpacked. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "firmware_version": "1.2"
                 *     }
                 */
                "application/json": components["schemas"]["ThingsBoardTelemetry"];
            };
        };
        responses: {
            /** @description They are durable. There is no body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            408: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            507: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    postReadings: {
        parameters: {
            query?: {
                /** @description What a record is; the lake's own schema when left out. */
                schema?: string;
            };
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
                /** @description The sender's name for the request; the same again is the same request. */
                "Idempotency-Key"?: string;
                /**
                 * @description `return=minimal` leaves the list of receipts out; all else is ignored.
                 * @example return=minimal
                 */
                Prefer?: string;
                /** @description How the body is packed. */
                "Content-Encoding"?: components["parameters"]["ContentEncoding"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "device_id": "pump-7",
                 *       "timestamp": "2025-01-31T12:00:00Z",
                 *       "temperature": 20.5
                 *     }
                 */
                "application/json": components["schemas"]["AnyRecords"];
                /** @example {"device_id":"pump-7","timestamp":"2025-01-31T12:00:00Z"} */
                "application/x-ndjson": string;
                /**
                 * @example device_id,timestamp,temperature
                 *     pump-7,2025-01-31T12:00:00Z,20.5
                 */
                "text/csv": string;
            };
        };
        responses: {
            /** @description They are durable. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accepted": 1,
                     *       "first": "3:18446:0",
                     *       "last": "3:18446:0",
                     *       "receipts": [
                     *         "3:18446:0"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Receipts"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            408: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            507: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    postQuery: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
                /** @description The format, where the body names none. */
                Accept?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Query"];
            };
        };
        responses: {
            /**
             * @description The rows. In JSON a time is ISO 8601, a decimal or huge number has all its digits, a
             *     list or struct is JSON, bytes are text (what is no UTF-8 becomes U+FFFD), and a number
             *     that is not finite is null.
             */
            200: {
                headers: {
                    /** @description The commit the answer is of. */
                    "Telltale-Commit"?: number;
                    /** @description Its age in seconds. */
                    "Telltale-Freshness"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryRows"] | components["schemas"]["QueryObjects"];
                    /**
                     * @example device_id,mean
                     *     pump-7,20.5
                     */
                    "text/csv": string;
                    "application/vnd.apache.arrow.stream": string;
                    "application/vnd.apache.parquet": string;
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            406: components["responses"]["Problem"];
            408: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            /** @description The query needs more time, memory, rows or bytes than it may. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Busy"];
            /** @description The server's system cannot confine a query, so that none is run. */
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    getBooks: {
        parameters: {
            query?: {
                /** @description What the rows are of; one total when left out. */
                by?: "log" | "day" | "reason";
                /** @description What the lake showed then: a commit's number, or a moment, which means the newest commit at or before it. 400 where rows that the answer is made of have had their time and left since; a page of a list says in `missing` which it lacks. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The total, or rows when `by` is there. */
            200: {
                headers: {
                    /** @description The commit the answer is of. */
                    "Telltale-Commit"?: number;
                    /** @description Its age in seconds. */
                    "Telltale-Freshness"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Books"] | components["schemas"]["BooksRows"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    getReceipt: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path: {
                /**
                 * @description Its log, offset and index.
                 * @example 3:18446:0
                 */
                receipt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where it is and why. */
            200: {
                headers: {
                    /** @description The commit the answer is of. */
                    "Telltale-Commit"?: number;
                    /** @description Its age in seconds. */
                    "Telltale-Freshness"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    getWhereIs: {
        parameters: {
            query: {
                /**
                 * @description The device's id.
                 * @example pump-7
                 */
                device: string;
                /** @description The event time. */
                time: components["parameters"]["Time"];
            };
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All there are, in order of their positions; perhaps none. */
            200: {
                headers: {
                    /** @description The commit the answer is of. */
                    "Telltale-Commit"?: number;
                    /** @description Its age in seconds. */
                    "Telltale-Freshness"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordsFound"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    getRejects: {
        parameters: {
            query?: {
                /** @description Refused for this reason. */
                reason?: components["schemas"]["RejectReason"];
                /** @description Of this device. */
                device?: string;
                /** @description Of this schema. */
                schema?: string;
                /** @description From this time on. */
                since?: components["parameters"]["Since"];
                /** @description Before this time. */
                until?: components["parameters"]["Until"];
                /** @description Their exact bytes too. */
                raw?: boolean;
                /** @description By when they were refused. A cursor goes on in the order it was given in, without it. */
                order?: "newest_first" | "oldest_first";
                /** @description At most so many. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: components["parameters"]["Cursor"];
                /** @description What the lake showed then: a commit's number, or a moment, which means the newest commit at or before it. 400 where rows that the answer is made of have had their time and left since; a page of a list says in `missing` which it lacks. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. `since` and `until` are about the time of receipt. */
            200: {
                headers: {
                    /** @description The commit the answer is of. */
                    "Telltale-Commit"?: number;
                    /** @description Its age in seconds. */
                    "Telltale-Freshness"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RejectsPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    postRedrive: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedriveWish"];
            };
        };
        responses: {
            /** @description What would become of them, or became. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedriveReport"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            408: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    getAnomalies: {
        parameters: {
            query?: {
                /** @description Of this device. */
                device?: string;
                /** @description Of this signal. */
                signal?: string;
                /** @description Of this kind. */
                kind?: components["schemas"]["AnomalyKind"];
                /** @description From this time on. */
                since?: components["parameters"]["Since"];
                /** @description Before this time. */
                until?: components["parameters"]["Until"];
                /** @description The one with this id. */
                id?: string;
                /** @description By what people said of it. */
                status?: components["schemas"]["AnomalyStatus"];
                /** @description At least so unusual. */
                score_min?: number;
                /** @description At most so many. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: components["parameters"]["Cursor"];
                /** @description What the lake showed then: a commit's number, or a moment, which means the newest commit at or before it. 400 where rows that the answer is made of have had their time and left since; a page of a list says in `missing` which it lacks. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. `since` and `until` are about the event time. */
            200: {
                headers: {
                    /** @description The commit the answer is of. */
                    "Telltale-Commit"?: number;
                    /** @description Its age in seconds. */
                    "Telltale-Freshness"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnomaliesPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    postFeedback: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path: {
                /** @description The anomaly's. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeedbackWish"];
            };
        };
        responses: {
            /** @description All that has been said of it. */
            201: {
                headers: {
                    /** @description The commit the answer is of. */
                    "Telltale-Commit"?: number;
                    /** @description Its age in seconds. */
                    "Telltale-Freshness"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnomalyFeedback"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    getDevices: {
        parameters: {
            query?: {
                /** @description This device alone; for ids that a path cannot hold, as they have slashes. */
                device?: string;
                /** @description A part of the id, in any case of letters. */
                search?: string;
                /** @description In this state. */
                state?: components["schemas"]["DeviceState"];
                /** @description A text of the lake that must be as `value` says, in its newest reading. */
                attribute?: string;
                /** @description What `attribute` must be. */
                value?: string;
                /** @description At most so many. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them; the first says how many there are in each state. */
            200: {
                headers: {
                    /** @description The commit the answer is of. */
                    "Telltale-Commit"?: number;
                    /** @description Its age in seconds. */
                    "Telltale-Freshness"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DevicesPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    getDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path: {
                /**
                 * @description A device's id, percent-encoded.
                 * @example pump-7
                 */
                id: components["parameters"]["Device"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is known of it. */
            200: {
                headers: {
                    /** @description The commit the answer is of. */
                    "Telltale-Commit"?: number;
                    /** @description Its age in seconds. */
                    "Telltale-Freshness"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    getSeries: {
        parameters: {
            query: {
                /**
                 * @description The signal's name.
                 * @example temperature
                 */
                signal: components["parameters"]["Signal"];
                /** @description A day before `to` when left out. */
                from?: components["parameters"]["From"];
                /** @description Not included; the newest reading's when left out. */
                to?: components["parameters"]["To"];
                /** @description Buckets that the time is cut into. */
                width?: components["parameters"]["Width"];
                /**
                 * @description Whether to tell in which band the judge expected the signal (JSON only). The readings of the
                 *     time, and up to 32,768 usual intervals (half a year at most) before it, are judged again, the
                 *     oldest first.
                 */
                expected?: components["parameters"]["Expected"];
                /** @description What the lake showed then: a commit's number, or a moment, which means the newest commit at or before it. 400 where rows that the answer is made of have had their time and left since; a page of a list says in `missing` which it lacks. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path: {
                /**
                 * @description A device's id, percent-encoded.
                 * @example pump-7
                 */
                id: components["parameters"]["Device"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Series"];
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    getSeriesOf: {
        parameters: {
            query: {
                /**
                 * @description The device's id.
                 * @example pump-7
                 */
                device: string;
                /**
                 * @description The signal's name.
                 * @example temperature
                 */
                signal: components["parameters"]["Signal"];
                /** @description A day before `to` when left out. */
                from?: components["parameters"]["From"];
                /** @description Not included; the newest reading's when left out. */
                to?: components["parameters"]["To"];
                /** @description Buckets that the time is cut into. */
                width?: components["parameters"]["Width"];
                /**
                 * @description Whether to tell in which band the judge expected the signal (JSON only). The readings of the
                 *     time, and up to 32,768 usual intervals (half a year at most) before it, are judged again, the
                 *     oldest first.
                 */
                expected?: components["parameters"]["Expected"];
                /** @description What the lake showed then: a commit's number, or a moment, which means the newest commit at or before it. 400 where rows that the answer is made of have had their time and left since; a page of a list says in `missing` which it lacks. */
                as_of?: components["parameters"]["AsOf"];
            };
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Series"];
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    getFleet: {
        parameters: {
            query: {
                /** @description The attribute whose newest value is the kind; a text. */
                by: string;
            };
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The largest first, 1,000 at most. */
            200: {
                headers: {
                    /** @description The commit the answer is of. */
                    "Telltale-Commit"?: number;
                    /** @description Its age in seconds. */
                    "Telltale-Freshness"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Fleet"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    getMap: {
        parameters: {
            query?: {
                /** @description In degrees. It may lie east of `east`, over the line of the date. */
                west?: number;
                /** @description In degrees. */
                south?: number;
                /** @description In degrees. */
                east?: number;
                /** @description In degrees. */
                north?: number;
                /** @description Into how many cells the width is cut; they are as high as they are wide. */
                cells?: number;
            };
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its clusters. */
            200: {
                headers: {
                    /** @description The commit the answer is of. */
                    "Telltale-Commit"?: number;
                    /** @description Its age in seconds. */
                    "Telltale-Freshness"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetMap"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    getSchemas: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the order they came. */
            200: {
                headers: {
                    /** @description The commit the answer is of. */
                    "Telltale-Commit"?: number;
                    /** @description Its age in seconds. */
                    "Telltale-Freshness"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchemaList"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    postSchema: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "schema": "greenhouse",
                 *       "device": "sensor",
                 *       "time": "at",
                 *       "signals": {
                 *         "moisture": {
                 *           "unit": "%",
                 *           "range": [
                 *             0,
                 *             100
                 *           ]
                 *         }
                 *       }
                 *     }
                 */
                "application/yaml": components["schemas"]["YamlDocument"];
            };
        };
        responses: {
            200: components["responses"]["SchemaThere"];
            201: components["responses"]["SchemaThere"];
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            408: components["responses"]["Problem"];
            /** @description It contradicts the schemas there are. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    getSchema: {
        parameters: {
            query?: {
                /** @description The newest when left out. */
                version?: number;
            };
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path: {
                /** @description The schema's name. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The schema. */
            200: {
                headers: {
                    /** @description The commit the answer is of. */
                    "Telltale-Commit"?: number;
                    /** @description Its age in seconds. */
                    "Telltale-Freshness"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schema"];
                    "application/yaml": components["schemas"]["YamlDocument"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
    getCatalog: {
        parameters: {
            query?: never;
            header?: {
                /** @description The lake that is meant; the key's when left out, or else the server's first. */
                "Telltale-Lake"?: components["parameters"]["Lake"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With columns, types, units and rows. */
            200: {
                headers: {
                    /** @description The commit the answer is of. */
                    "Telltale-Commit"?: number;
                    /** @description Its age in seconds. */
                    "Telltale-Freshness"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Catalog"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Busy"];
            503: components["responses"]["Busy"];
            default: components["responses"]["Problem"];
        };
    };
}
