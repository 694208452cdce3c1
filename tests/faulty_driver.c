/* A driver (PKCS#11) that passes everything on to SoftHSM's and has the faults that stand in the file beside it.
 *
 * SoftHSM never locks a PIN, has no keys of its own to type one on, never hangs and never dies. Tokens of offices do.
 * The file has the driver's name and ".faults", a fault a line: a name, a space, a value. Compiled by tests/tokens.py.
 */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef unsigned long rv_t;
typedef unsigned long ul;

enum { /* places in the list of functions, and answers (PKCS#11 v2.40, pkcs11f.h and pkcs11t.h) */
    INITIALIZE = 0, FINALIZE = 1, GET_FUNCTION_LIST = 3, GET_SLOT_LIST = 4, GET_TOKEN_INFO = 6, GET_MECHANISM_LIST = 7,
    LOGIN = 18, GET_ATTRIBUTE_VALUE = 24, SIGN_INIT = 42, SIGN = 43, FUNCTIONS = 68
};
#define OK 0x0UL
#define ARGUMENTS_BAD 0x7UL
#define DEVICE_REMOVED 0x32UL
#define PIN_INCORRECT 0xA0UL
#define PIN_LOCKED 0xA4UL
#define USER_NOT_LOGGED_IN 0x101UL
#define ALREADY_INITIALIZED 0x191UL
#define COUNT_LOW 0x10000UL
#define FINAL_TRY 0x20000UL
#define LOCKED 0x40000UL
#define USER 1UL
#define CONTEXT_SPECIFIC 2UL
#define ALWAYS_AUTHENTICATE 0x202UL

struct list { unsigned char version[2]; rv_t (*call[FUNCTIONS])(); };
struct token_info { /* as far as its flags */
    unsigned char label[32], maker[32], model[16], serial[16];
    ul flags;
};
struct attribute { ul type; void *value; ul length; };

static struct list ours;
static const struct list *theirs;
static int wrong, signatures, confirmed;

/* The value of a fault, or NULL when the driver has not got it. */
static const char *fault(const char *name) {
    static char line[4][512];
    static int turn;
    char *here = line[turn = (turn + 1) % 4], path[4096];
    Dl_info self;
    if (!dladdr((void *)fault, &self)) return NULL;
    snprintf(path, sizeof path, "%s.faults", self.dli_fname);
    FILE *file = fopen(path, "r");
    if (!file) return NULL;
    size_t length = strlen(name);
    const char *found = NULL;
    while (!found && fgets(here, sizeof line[0], file)) {
        here[strcspn(here, "\n")] = 0;
        if (!strncmp(here, name, length) && here[length] == ' ') found = here + length + 1;
    }
    fclose(file);
    return found;
}
static ul number(const char *name) { const char *told = fault(name); return told ? strtoul(told, NULL, 0) : 0; }

static void maybe(const char *where) {
    const char *dies = fault("dies_in"), *hangs = fault("hangs_in");
    if (dies && !strcmp(dies, where)) abort();
    if (hangs && !strcmp(hangs, where)) for (;;) sleep(60);
}

static rv_t initialize(void *arguments) {
    maybe("initialize");
    if (fault("refuses_to_start")) return number("refuses_to_start");
    rv_t answer = theirs->call[INITIALIZE](arguments);
    return answer == ALREADY_INITIALIZED ? OK : answer; /* SoftHSM itself may be in use beside this one */
}
static rv_t finalize(void *reserved) { (void)reserved; return OK; }

static rv_t get_token_info(ul slot, struct token_info *info) {
    maybe("token_info");
    rv_t answer = theirs->call[GET_TOKEN_INFO](slot, info);
    if (answer != OK) return answer;
    info->flags |= number("add_flags");
    ul most = number("locks_after");
    if (most && wrong) info->flags |= COUNT_LOW;
    if (most && wrong + 1UL == most) info->flags |= FINAL_TRY;
    if (most && (ul)wrong >= most) info->flags |= LOCKED;
    info->flags &= ~number("take_flags");
    const char *serial = fault("serial"), *label = fault("label_bytes");
    if (serial) { memset(info->serial, ' ', 16); memcpy(info->serial, serial, strlen(serial)); }
    if (label) {
        memset(info->label, ' ', 32);
        for (int at = 0; label[2 * at]; at++) { unsigned byte; sscanf(label + 2 * at, "%2x", &byte); info->label[at] = (unsigned char)byte; }
    }
    return OK;
}

static rv_t get_mechanism_list(ul slot, ul *list, ul *count) {
    const char *told = fault("mechanisms");
    if (!told) return theirs->call[GET_MECHANISM_LIST](slot, list, count);
    ul found = 0;
    for (char *end, *at = (char *)told; *at; at = *end ? end + 1 : end) {
        ul one = strtoul(at, &end, 0);
        if (list) list[found] = one;
        found++;
    }
    *count = found;
    return OK;
}

static rv_t login(ul session, ul user, unsigned char *pin, ul length) {
    const char *keypad = fault("keypad");
    if (user == CONTEXT_SPECIFIC) { confirmed = 1; return OK; }
    if (user == USER && keypad) {
        if (pin) return ARGUMENTS_BAD; /* a PIN that was typed on the computer does not come in here */
        return theirs->call[LOGIN](session, user, keypad, strlen(keypad));
    }
    ul most = number("locks_after");
    if (most && (ul)wrong >= most) return PIN_LOCKED;
    rv_t answer = theirs->call[LOGIN](session, user, pin, length);
    if (answer == PIN_INCORRECT) wrong++;
    if (answer == OK) wrong = 0;
    return answer;
}

static rv_t get_attribute_value(ul session, ul object, struct attribute *wanted, ul count) {
    if (fault("asks_each_time"))
        for (ul at = 0; at < count; at++)
            if (count == 1 && wanted[at].type == ALWAYS_AUTHENTICATE) {
                if (wanted[at].value) *(unsigned char *)wanted[at].value = 1;
                wanted[at].length = 1;
                return OK;
            }
    return theirs->call[GET_ATTRIBUTE_VALUE](session, object, wanted, count);
}

static rv_t sign_init(ul session, void *mechanism, ul key) { confirmed = 0; return theirs->call[SIGN_INIT](session, mechanism, key); }

static rv_t sign(ul session, unsigned char *data, ul length, unsigned char *signature, ul *room) {
    maybe("sign");
    if (fault("asks_each_time") && !confirmed) return USER_NOT_LOGGED_IN;
    const char *most = fault("is_pulled_out_after");
    if (most && (ul)signatures >= strtoul(most, NULL, 0)) return DEVICE_REMOVED;
    rv_t answer = theirs->call[SIGN](session, data, length, signature, room);
    if (answer == OK && signature) signatures++;
    return answer;
}

static rv_t get_function_list(struct list **list) {
    maybe("load");
    if (!theirs) {
        const char *path = fault("passes_to");
        void *library = path ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
        rv_t (*get)(const struct list **) = library ? (rv_t (*)(const struct list **))dlsym(library, "C_GetFunctionList") : NULL;
        if (!get || get(&theirs) != OK) return ARGUMENTS_BAD;
        ours = *theirs;
        ours.call[INITIALIZE] = initialize;
        ours.call[FINALIZE] = finalize;
        ours.call[GET_FUNCTION_LIST] = get_function_list;
        ours.call[GET_TOKEN_INFO] = get_token_info;
        ours.call[GET_MECHANISM_LIST] = get_mechanism_list;
        ours.call[LOGIN] = login;
        ours.call[GET_ATTRIBUTE_VALUE] = get_attribute_value;
        ours.call[SIGN_INIT] = sign_init;
        ours.call[SIGN] = sign;
    }
    *list = &ours;
    return OK;
}

#ifndef WITHOUT_ENTRANCE
rv_t C_GetFunctionList(struct list **list) { return get_function_list(list); }
#endif
