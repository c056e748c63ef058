// The whole program of a pod's sandbox: it lets the kernel reap the children it inherits, and waits
// for SIGTERM or SIGINT. A first process gets these signals only if it handles or, as here, blocks
// them. SandboxProgram holds the assembled bytes:
//   aarch64-linux-gnu-as -o sandbox.o arm64.s && aarch64-linux-gnu-objcopy -O binary -j .text sandbox.o /dev/stdout | xxd -p
.globl _start
_start:
  mov x8, #134    // rt_sigaction(SIGCHLD, ignore, 0, 8)
  mov x0, #17
  adr x1, ignore
  mov x2, #0
  mov x3, #8
  svc #0
  mov x8, #135    // rt_sigprocmask(SIG_BLOCK, signals, 0, 8)
  mov x0, #0
  adr x1, signals
  mov x2, #0
  mov x3, #8
  svc #0
wait:
  mov x8, #137    // rt_sigtimedwait(signals, 0, 0, 8)
  adr x0, signals
  mov x1, #0
  mov x2, #0
  mov x3, #8
  svc #0
  cmp w0, #0    // interrupted: wait again
  b.le wait
  mov x8, #93    // exit(0)
  mov x0, #0
  svc #0
.balign 8
signals: .quad 0x4002    // SIGINT (2) and SIGTERM (15)
ignore: .quad 1, 0, 0, 0    // handler SIG_IGN, no flags, no restorer, empty mask
