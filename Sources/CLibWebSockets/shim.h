#ifndef ENDSTATE_CLIBWEBSOCKETS_SHIM_H
#define ENDSTATE_CLIBWEBSOCKETS_SHIM_H

#include <libwebsockets.h>

// Macros with a cast or an expression do not reach Swift; constants do.
static const int endstate_lws_pre = LWS_PRE;
static const uint64_t endstate_lws_tls = LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
static const uint64_t endstate_lws_explicit_hosts = LWS_SERVER_OPTION_EXPLICIT_VHOSTS;

#endif
