# What is installed beside the programs, and the packages that CPack makes of it:
#   cmake --preset package && cmake --build --preset package && (cd build/package && cpack)
set(CMAKE_INSTALL_DOCDIR share/doc/strandline CACHE PATH "Where the documents go")
include(GNUInstallDirs)

if(UNIX AND NOT APPLE)
  set(application_id org.strandline.Strandline)
  install(FILES ${CMAKE_CURRENT_LIST_DIR}/linux/${application_id}.desktop
          DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
  install(FILES ${CMAKE_CURRENT_LIST_DIR}/linux/${application_id}.metainfo.xml
          DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
  install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/strandline.svg
          DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps RENAME ${application_id}.svg)
  # Of each user: systemctl --user enable --now strandline-agent
  install(FILES ${CMAKE_CURRENT_LIST_DIR}/linux/strandline-agent.service DESTINATION lib/systemd/user)
  install(FILES ${CMAKE_CURRENT_LIST_DIR}/man/strandline.1 ${CMAKE_CURRENT_LIST_DIR}/man/strandctl.1
          DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endif()
if(NOT APPLE)
  install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
  install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs DESTINATION ${CMAKE_INSTALL_DOCDIR})
endif()

# Windows and macOS bring Qt along; on Linux it is the system's.
if(STRANDLINE_GUI AND (WIN32 OR APPLE))
  qt_generate_deploy_app_script(TARGET workbench FILENAME_VARIABLE deploy_script NO_UNSUPPORTED_PLATFORM_ERROR)
  install(SCRIPT ${deploy_script})
endif()
if(STRANDLINE_GUI AND APPLE)
  set_target_properties(workbench PROPERTIES
    MACOSX_BUNDLE ON MACOSX_BUNDLE_INFO_PLIST ${CMAKE_CURRENT_LIST_DIR}/macos/Info.plist.in)
endif()

set(CPACK_PACKAGE_NAME strandline)
set(CPACK_PACKAGE_VENDOR "The Strandline project")
set(CPACK_PACKAGE_CONTACT "The Strandline maintainers <maintainers@strandline.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY ${PROJECT_DESCRIPTION})
set(CPACK_PACKAGE_DESCRIPTION_FILE ${CMAKE_CURRENT_LIST_DIR}/description.txt)
set(CPACK_PACKAGE_INSTALL_DIRECTORY Strandline)
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGE_EXECUTABLES strandline Strandline)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)

if(WIN32)
  set(CPACK_GENERATOR NSIS WIX)
  set(CPACK_NSIS_DISPLAY_NAME Strandline)
  set(CPACK_NSIS_MODIFY_PATH ON) # strandctl is for the command line
  set(CPACK_NSIS_ENABLE_UNINSTALL_BEFORE_INSTALL ON)
  set(CPACK_WIX_UPGRADE_GUID 7B2C7F0E-6A5B-4C0E-9C3E-5B7D1E2A9F64) # never changes: it names the product
  file(READ ${PROJECT_SOURCE_DIR}/LICENSE license) # WiX shows RTF only
  string(REGEX REPLACE "([\\\\{}])" "\\\\\\1" license "${license}")
  string(REPLACE "\n" "\\par\n" license "${license}")
  file(WRITE ${CMAKE_BINARY_DIR}/license.rtf "{\\rtf1\\ansi{\\fonttbl{\\f0 Courier New;}}\\fs16\n${license}}\n")
  set(CPACK_WIX_LICENSE_RTF ${CMAKE_BINARY_DIR}/license.rtf)
elseif(APPLE)
  set(CPACK_GENERATOR DragNDrop)
  set(CPACK_DMG_VOLUME_NAME Strandline)
else()
  set(CPACK_GENERATOR DEB TGZ)
  find_program(RPMBUILD_PROGRAM rpmbuild)
  if(RPMBUILD_PROGRAM)
    list(APPEND CPACK_GENERATOR RPM)
  endif()
  set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
  set(CPACK_DEBIAN_PACKAGE_SECTION database)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
  # The icons are drawn by a plug-in of Qt and the time zones read from files: no linker sees either.
  set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6svg6, tzdata")
  set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "qt6-translations-l10n")
  set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
  set(CPACK_RPM_PACKAGE_LICENSE GPL-3.0-or-later)
  set(CPACK_RPM_PACKAGE_REQUIRES "qt6-qtsvg, tzdata")
  set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
    /usr/share/man /usr/share/man/man1 /usr/share/applications /usr/share/metainfo
    /usr/share/icons /usr/share/icons/hicolor /usr/share/icons/hicolor/scalable
    /usr/share/icons/hicolor/scalable/apps)
endif()
include(CPack)
