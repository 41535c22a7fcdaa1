#ifndef ENDSTATE_CLIBCURL_SHIM_H
#define ENDSTATE_CLIBCURL_SHIM_H

#include <curl/curl.h>

// curl_easy_setopt and its kin are variadic, which Swift cannot call: one inline function per type of argument.

static inline CURLcode endstate_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode endstate_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode endstate_curl_set_string(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode endstate_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode endstate_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

typedef size_t (*endstate_curl_data_callback)(char *data, size_t size, size_t count, void *context);

static inline CURLcode endstate_curl_set_data_callback(
    CURL *handle, CURLoption option, endstate_curl_data_callback callback) {
    return curl_easy_setopt(handle, option, callback);
}

static inline CURLcode endstate_curl_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode endstate_curl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode endstate_curl_get_string(CURL *handle, CURLINFO info, char **value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLMcode endstate_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

// The result of a finished transfer sits in a union, which is awkward from Swift.
static inline CURLcode endstate_curl_message_result(const CURLMsg *message) {
    return message->data.result;
}

#endif
