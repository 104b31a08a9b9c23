/* A small web server for the user's own browser: on this machine's loopback address alone, one thread, answers by
 * name and never by file, and a stream that tells of news. libmicrohttpd does the work; it is loaded when a server
 * is started, for that takes longer than setting a document. */
#ifndef HEXAPLA_SERVER_H
#define HEXAPLA_SERVER_H

#include <stdbool.h>
#include <stddef.h>

struct server;
struct request;

/* What is answered; all of it is copied. */
struct reply {
    unsigned status; /* of HTTP */
    const char *type; /* MIME */
    const void *bytes;
    size_t n;
    bool lasting; /* the same path with the same query will always be this */
};

/* Answers a GET of any path but that of the stream, "/events". */
typedef void (*server_answer)(void *context, const char *path, const struct request *request, struct reply *reply);
/* The value of "?name=", or NULL. */
const char *request_value(const struct request *request, const char *name);

/* At a port, or at 0 for any that is free. NULL with a message. */
struct server *server_start(unsigned port, server_answer answer, void *context);
void server_stop(struct server *server);
unsigned server_port(const struct server *server);

/* The descriptor that can be read when there is something to do, and milliseconds after which there is in any case. */
int server_descriptor(const struct server *server);
int server_patience(struct server *server);
void server_run(struct server *server);

/* Tells all who listen that there is something new; who comes later is told at once. */
void server_tell(struct server *server);

#endif
