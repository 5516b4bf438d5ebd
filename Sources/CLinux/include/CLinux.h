#ifndef BRIEFINGD_CLINUX_H
#define BRIEFINGD_CLINUX_H
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#endif
