#include "program/server.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program/program.h"

enum {
    CONNECTIONS_MOST = 64,
    IDLE_MOST = 120, /* [s] of a connection */
    PULSE = 15, /* [s] a listener who went away is noticed when something is sent to him */
};

/* The functions of libmicrohttpd that are used, found by name. */
#define FUNCTIONS(F)                                                                                                   \
    F(MHD_start_daemon) F(MHD_stop_daemon) F(MHD_get_daemon_info) F(MHD_get_timeout) F(MHD_run)                        \
    F(MHD_lookup_connection_value) F(MHD_create_response_from_buffer) F(MHD_create_response_from_callback)             \
    F(MHD_add_response_header) F(MHD_queue_response) F(MHD_destroy_response) F(MHD_suspend_connection)                 \
    F(MHD_resume_connection)

/* One who waits for news. */
struct listener {
    struct listener *next;
    struct server *server;
    struct MHD_Connection *connection;
    unsigned long long told; /* the last of the server's news that was told */
    bool pulse; /* is to be sent something */
    bool suspended;
};

struct server {
#define F(name) __typeof__(&name) name;
    FUNCTIONS(F)
#undef F
    struct MHD_Daemon *daemon;
    server_answer answer;
    void *context;
    unsigned port;
    struct listener *listeners;
    unsigned long long news; /* from 1 */
    int64_t pulsed; /* [ns] */
};

struct request {
    const struct server *server;
    struct MHD_Connection *connection;
};

/* The library stays loaded: loading it again is free. */
static bool load(struct server *server)
{
    void *library = dlopen(MHD_SONAME, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return false;
#define F(name) *(void **)&server->name = dlsym(library, #name);
    FUNCTIONS(F)
#undef F
#define F(name) server->name &&
    return FUNCTIONS(F) true;
#undef F
}

/* --- answers ------------------------------------------------------------------------------------- */

/* Only this page may show what comes from here, and it may show nothing from elsewhere. */
static void add_headers(const struct server *server, struct MHD_Response *response, const char *type, bool lasting)
{
    const char *const headers[][2] = {
        {"Content-Type", type},
        {"Cache-Control", lasting ? "private, max-age=86400, immutable" : "no-store"},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Content-Security-Policy", "default-src 'none'; img-src 'self' data:; connect-src 'self'; style-src 'unsafe-inline'; "
                                    "script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
    };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        server->MHD_add_response_header(response, headers[i][0], headers[i][1]);
}

static enum MHD_Result send_reply(const struct server *server, struct MHD_Connection *connection, const struct reply *reply)
{
    struct MHD_Response *response =
        server->MHD_create_response_from_buffer(reply->n, (void *)(uintptr_t)reply->bytes, MHD_RESPMEM_MUST_COPY);
    if (!response)
        return MHD_NO;
    add_headers(server, response, reply->type, reply->lasting);
    if (reply->status == MHD_HTTP_METHOD_NOT_ALLOWED)
        server->MHD_add_response_header(response, "Allow", "GET, HEAD");
    enum MHD_Result queued = server->MHD_queue_response(connection, reply->status, response);
    server->MHD_destroy_response(response);
    return queued;
}

static enum MHD_Result refuse(const struct server *server, struct MHD_Connection *connection, unsigned status, const char *why)
{
    struct reply reply = {.status = status, .type = "text/plain", .bytes = why, .n = strlen(why)};
    return send_reply(server, connection, &reply);
}

/* A page of elsewhere whose name was made to lead to this machine (DNS rebinding) comes with that name. */
static bool is_host(const struct server *server, const char *host)
{
    static const char *const names[] = {"127.0.0.1", "localhost"};
    char wanted[32];
    for (size_t i = 0; host && i < sizeof names / sizeof *names; i++) {
        snprintf(wanted, sizeof wanted, "%s:%u", names[i], server->port);
        if (strcmp(host, wanted) == 0)
            return true;
    }
    return false;
}

const char *request_value(const struct request *request, const char *name)
{
    return request->server->MHD_lookup_connection_value(request->connection, MHD_GET_ARGUMENT_KIND, name);
}

/* --- news ---------------------------------------------------------------------------------------- */

/* Nothing to tell: the connection rests until there is. */
static ssize_t tell_listener(void *context, uint64_t position, char *room, size_t n)
{
    (void)position;
    struct listener *listener = context;
    const struct server *server = listener->server;
    int taken = 0;
    if (listener->told != server->news)
        taken = snprintf(room, n, "data: %llu\n\n", server->news);
    else if (listener->pulse)
        taken = snprintf(room, n, ":\n\n");
    listener->told = server->news;
    listener->pulse = false;
    if (taken == 0) {
        listener->suspended = true;
        server->MHD_suspend_connection(listener->connection);
    }
    return taken;
}

static void forget_listener(void *context)
{
    struct listener *listener = context;
    struct listener **at = &listener->server->listeners;
    while (*at != listener)
        at = &(*at)->next;
    *at = listener->next;
    free(listener);
}

static void wake(struct server *server)
{
    for (struct listener *listener = server->listeners; listener; listener = listener->next) {
        if (!listener->suspended)
            continue;
        listener->suspended = false;
        server->MHD_resume_connection(listener->connection);
    }
}

static enum MHD_Result listen_to(struct server *server, struct MHD_Connection *connection)
{
    struct listener *listener = program_grow(NULL, sizeof *listener);
    *listener = (struct listener){.next = server->listeners, .server = server, .connection = connection};
    server->listeners = listener;
    enum { ROOM = 256 }; /* [byte] */
    struct MHD_Response *response =
        server->MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, ROOM, tell_listener, listener, forget_listener);
    if (!response) {
        forget_listener(listener);
        return MHD_NO;
    }
    add_headers(server, response, "text/event-stream", false);
    enum MHD_Result queued = server->MHD_queue_response(connection, MHD_HTTP_OK, response);
    server->MHD_destroy_response(response);
    return queued;
}

void server_tell(struct server *server)
{
    server->news++;
    wake(server);
}

/* --- the server ---------------------------------------------------------------------------------- */

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *path, const char *method,
    const char *version, const char *body, size_t *body_n, void **state)
{
    (void)version, (void)body, (void)body_n;
    struct server *server = context;
    if (!is_host(server, server->MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Host")))
        return refuse(server, connection, MHD_HTTP_FORBIDDEN, "This page is for this machine alone.\n");
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
        return refuse(server, connection, MHD_HTTP_METHOD_NOT_ALLOWED, "There is nothing to change here.\n");
    if (!*state) { /* only its head has come; who answers now ends the connection */
        *state = server;
        return MHD_YES;
    }
    if (strcmp(path, "/events") == 0 && strcmp(method, "GET") == 0)
        return listen_to(server, connection);
    struct request request = {server, connection};
    struct reply reply = {.status = MHD_HTTP_NOT_FOUND, .type = "text/plain", .bytes = "Not here.\n", .n = strlen("Not here.\n")};
    server->answer(server->context, path, &request, &reply);
    return send_reply(server, connection, &reply);
}

static bool begin(struct server *server, unsigned port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    server->daemon = server->MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, (uint16_t)port, NULL, NULL, handle, server,
        MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MOST,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_MOST, MHD_OPTION_END);
    if (!server->daemon)
        return false;
    const union MHD_DaemonInfo *info = server->MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
    server->port = info ? info->port : port;
    return true;
}

struct server *server_start(unsigned port, server_answer answer, void *context)
{
    struct server *server = program_grow(NULL, sizeof *server);
    *server = (struct server){.answer = answer, .context = context, .news = 1, .pulsed = now()};
    errno = 0;
    if (!load(server))
        fputs("hexapla: " MHD_SONAME " cannot be loaded; it serves the page\n", stderr);
    else if (!begin(server, port))
        fprintf(stderr, "hexapla: cannot serve at port %u: %s\n", port, errno ? strerror(errno) : "it is not to be had");
    else
        return server;
    free(server);
    return NULL;
}

void server_stop(struct server *server)
{
    if (!server)
        return;
    wake(server);
    server->MHD_stop_daemon(server->daemon);
    free(server);
}

unsigned server_port(const struct server *server)
{
    return server->port;
}

int server_descriptor(const struct server *server)
{
    const union MHD_DaemonInfo *info = server->MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD);
    return info ? info->epoll_fd : -1;
}

int server_patience(struct server *server)
{
    MHD_UNSIGNED_LONG_LONG wanted = PULSE * 1000;
    if (server->MHD_get_timeout(server->daemon, &wanted) != MHD_YES || wanted > PULSE * 1000)
        wanted = PULSE * 1000;
    return (int)wanted;
}

void server_run(struct server *server)
{
    if (now() - server->pulsed > (int64_t)PULSE * 1000000000) {
        server->pulsed = now();
        for (struct listener *listener = server->listeners; listener; listener = listener->next)
            listener->pulse = true;
        wake(server);
    }
    server->MHD_run(server->daemon);
}
